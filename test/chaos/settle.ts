import { pause } from './pause.js';
import type { Stand } from './stand/stand.js';

/** What is due within this time has to be done before anything is counted. */
const DUE_WITHIN = "interval '2 minutes'";
const LOOK_EVERY_MS = 500;

export interface Unsettled {
  jobs: number;
  leases: number;
  turns: number;
  effects: number;
  updates: number;
  consumersBehind: number;
  faultyEvents: number;
}

/** What is still under way, as the database and Telegram see it. */
export async function findUnsettled({ database, playground }: Stand): Promise<Unsettled> {
  const [row] = await database.rows<Omit<Unsettled, 'updates'>>(`
    select
      (select count(*) from jobs
       where state in ('ready', 'queued', 'running') or (state = 'waiting' and run_at < now() + ${DUE_WITHIN})
          or (state = 'dead' and kind like 'chaos.%'))::int as jobs,
      (select count(*) from job_leases)::int as leases,
      (select count(*) from job_turns)::int as turns,
      (select count(*) from effects where state in ('pending', 'sending'))::int as effects,
      (select count(*) from event_consumers c
       where exists (select 1 from events e where e.position > c.position and e.state <> 'quarantined'))::int
        as "consumersBehind",
      (select count(*) from consumer_faults)::int as "faultyEvents"`);
  const { url, token } = playground.telegram;
  const info = (await (await fetch(`${url}/bot${token}/getWebhookInfo`)).json()) as {
    result: { pending_update_count: number };
  };
  if (row === undefined) throw new Error('a row of counts always comes');
  return { ...row, updates: info.result.pending_update_count };
}

/**
 * Waits until nothing is under way any more, or until what is has not become less for `patienceMs`: that is stuck then,
 * and is answered. What a long campaign has piled up behind Telegram's limits may take as long as it needs.
 */
export async function settle(
  stand: Stand,
  patienceMs: number,
  say: (text: string) => void,
): Promise<Unsettled> {
  let last: Unsettled | undefined;
  let least = Number.POSITIVE_INFINITY;
  let lessAt = performance.now();
  let told = '';
  while (performance.now() - lessAt <= patienceMs) {
    last = await findUnsettled(stand).catch(() => last);
    if (last !== undefined) {
      const text = JSON.stringify(last);
      if (text !== told) say(`settling ${text}`);
      told = text;
      const left = Object.values({ ...last }).reduce((sum, count) => sum + count, 0);
      if (left === 0) return last;
      if (left < least) lessAt = performance.now();
      least = Math.min(least, left);
    }
    await pause(LOOK_EVERY_MS);
  }
  return last ?? findUnsettled(stand);
}
