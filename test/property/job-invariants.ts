import type { JobWorld } from './job-world.js';

interface Found {
  living: { n: number }[];
  ended: { n: number; outcome: string }[];
  unleased: string[];
  runningTogether: string[];
  sameDedupeKey: string[];
}

/** What is not as it must be at any time, whatever was done in whichever order. */
export async function violations(world: JobWorld): Promise<string[]> {
  const [found] = await world.engine.rows<{ found: Found }>(LOOK);
  const { living, ended, unleased, runningTogether, sameDedupeKey } = found!.found;
  const numbers = [...living, ...ended].map(({ n }) => n);
  const present = new Set(numbers);
  const endedAs = (outcome: string): number[] =>
    ended.filter((one) => one.outcome === outcome).map(({ n }) => n);
  return [
    ...[...world.stored].filter((n) => !present.has(n)).map((n) => `job ${n} is lost`),
    ...numbers.filter((n) => !world.stored.has(n)).map((n) => `job ${n} was never stored`),
    ...numbers.filter((n, at) => numbers.indexOf(n) !== at).map((n) => `job ${n} is there twice`),
    ...unequal('done', world.done, endedAs('done')),
    // A worker that was lost cannot say that it has cancelled: whoever takes the job back may do it for it.
    ...endedAs('cancelled')
      .filter((n) => !world.cancelled.has(n) && !world.cancelling.has(n))
      .map((n) => `job ${n} was cancelled although nobody wanted that`),
    ...[...world.cancelled]
      .filter((n) => !endedAs('cancelled').includes(n))
      .map((n) => `job ${n} is not cancelled`),
    ...unleased.map((id) => `job ${id} runs without a lease`),
    ...runningTogether.map((key) => `two jobs of the key ${key} run`),
    ...sameDedupeKey.map((key) => `two living jobs have the dedupe key ${key}`),
  ];
}

function unequal(what: string, acknowledged: ReadonlySet<number>, stored: readonly number[]): string[] {
  return [
    ...[...acknowledged].filter((n) => !stored.includes(n)).map((n) => `job ${n} is not ${what}`),
    ...stored
      .filter((n) => !acknowledged.has(n))
      .map((n) => `job ${n} is ${what} although nobody was told so`),
  ];
}

const LOOK = `
  select jsonb_build_object(
    'living', (select coalesce(jsonb_agg(jsonb_build_object('n', (payload->>'n')::int)), '[]') from jobs),
    'ended', (select coalesce(jsonb_agg(jsonb_build_object(
      'n', (payload->>'n')::int, 'outcome', outcome)), '[]') from finished_jobs),
    'unleased', (select coalesce(jsonb_agg(j.id::text), '[]') from jobs j where j.state = 'running' and not exists (
      select 1 from job_leases l where l.token = j.lease_token and j.id = any (l.job_ids))),
    'runningTogether', (select coalesce(jsonb_agg(concurrency_key), '[]') from (
      select concurrency_key from jobs where state = 'running' and concurrency_key is not null
      group by 1 having count(*) > 1) as together),
    'sameDedupeKey', (select coalesce(jsonb_agg(dedupe_key), '[]') from (
      select kind, dedupe_key from jobs where state <> 'dead' and dedupe_key is not null
      group by 1, 2 having count(*) > 1) as same)
  ) as found`;
