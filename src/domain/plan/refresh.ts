import type { BranchlineEvent } from '../../engine/events/index.js';
import type { Work } from '../../engine/jobs/index.js';
import type { Prisma } from '../../platform/prisma/index.js';
import { planCardKey } from './card.js';

/** The job that posts a branch's plan as it stands after a change; its payload is `PlanRefresh`. */
export const PLAN_REFRESH = 'plan.refresh';

/** Changes within one of these are shown by one edit. */
const BURST_MS = 1_000;
/** The job looks after every transaction of its burst has ended, short as they are. */
const SETTLED_MS = 500;

/**
 * Something changed that a branch's plan shows: its card is brought up to date shortly after this transaction. The card
 * is made from the tables by a job of its own and not here, because only after a transaction can be seen what others
 * changed meanwhile.
 */
export async function planChanged(
  work: Work,
  about: { branch: string; correlationId: string },
): Promise<void> {
  const { branch, correlationId } = about;
  // By the machine's time: this is about how soon, and not about which day.
  const burst = Math.floor(Date.now() / BURST_MS);
  await work.enqueue({
    kind: PLAN_REFRESH,
    payload: { branch },
    dedupeKey: `${branch}:${burst}`,
    delayMs: (burst + 1) * BURST_MS - Date.now() + SETTLED_MS,
    priority: 8,
    correlationId,
  });
}

/** Whether the card of that day was posted, or waits to be: before the morning's there is none to keep up to date. */
export async function isPlanPosted(
  tx: Prisma.TransactionClient,
  branch: string,
  date: string,
): Promise<boolean> {
  const key = planCardKey(branch, date);
  const [row] = await tx.$queryRaw<{ posted: boolean }[]>`
    select exists (select 1 from cards where key = ${key})
      or exists (
        select 1 from effects where lane = ${`telegram:${branch}`} and merge_key = ${key} and state = 'pending'
      ) as posted`;
  return row?.posted === true;
}

/** What came from RentProg or a checklist may change the plan of its branch; nothing is done before there is one. */
export async function planHears(
  work: Work,
  event: Pick<BranchlineEvent, 'type' | 'branch' | 'correlationId'>,
  today: string,
): Promise<void> {
  const { type, branch, correlationId } = event;
  if (branch === null || !/^(booking|car|client)\./.test(type)) return;
  if (await isPlanPosted(work.tx, branch, today)) await planChanged(work, { branch, correlationId });
}

/** How new everything is that is read from now on: a post with an older look at it is left out. */
export async function snapshotNow(tx: Prisma.TransactionClient): Promise<number> {
  const [row] = await tx.$queryRaw<{ snapshot: string }[]>`
    select pg_snapshot_xmax(pg_current_snapshot())::text as snapshot`;
  return Number(row?.snapshot ?? 0);
}
