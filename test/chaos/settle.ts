import { pause } from './pause.js';
import type { Stand } from './stand/stand.js';

/**
 * What is due within this time after the faults has to be done before anything is counted. Timers of a branch's day
 * (reminders that were put off) come due later on and on: they are not of the campaign.
 */
const DUE_WITHIN_MS = 120_000;
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

/** What is still under way, as the database and Telegram see it; of what waits, what is due before `dueBefore`. */
export async function findUnsettled({ database, playground }: Stand, dueBefore: Date): Promise<Unsettled> {
  const [row] = await database.rows<Omit<Unsettled, 'updates'>>(
    `
    select
      (select count(*) from jobs
       where state in ('ready', 'queued', 'running') or (state = 'waiting' and run_at < $1)
          or (state = 'dead' and kind like 'chaos.%'))::int as jobs,
      (select count(*) from job_leases)::int as leases,
      (select count(*) from job_turns)::int as turns,
      (select count(*) from effects where state in ('pending', 'sending'))::int as effects,
      (select count(*) from event_consumers c
       where exists (select 1 from events e where e.position > c.position and e.state <> 'quarantined'))::int
        as "consumersBehind",
      (select count(*) from consumer_faults)::int as "faultyEvents"`,
    [dueBefore],
  );
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
  const dueBefore = new Date(Date.now() + DUE_WITHIN_MS);
  let last: Unsettled | undefined;
  let least = Number.POSITIVE_INFINITY;
  let lessAt = performance.now();
  let told = '';
  while (performance.now() - lessAt <= patienceMs) {
    last = await findUnsettled(stand, dueBefore).catch(() => last);
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
  return last ?? findUnsettled(stand, dueBefore);
}
