import type { Prisma } from '../../platform/prisma/index.js';
import { LATE_AFTER_MS, plannedHandovers, type PlannedHandover } from '../plan/index.js';

/** How the handovers of a span went. What is planned for later than now is not counted in any but `planned`. */
export interface Punctuality {
  planned: number;
  /** Not later than a quarter of an hour after the planned time; who comes early is on time. */
  onTime: number;
  late: number;
  /** Should have happened by now and has not. */
  missing: number;
}

export async function punctualityOf(
  tx: Prisma.TransactionClient,
  branch: string,
  span: { from: Date; to: Date },
  now: Date,
): Promise<Record<PlannedHandover['about'], Punctuality>> {
  const all = await plannedHandovers(tx, { branches: [branch], day: span, now });
  // What is overdue since an earlier day was counted on that day.
  const ofSpan = all.filter(({ at }) => at >= span.from);
  return {
    issue: count(ofSpan.filter(({ about }) => about === 'issue')),
    return: count(ofSpan.filter(({ about }) => about === 'return')),
  };

  function count(handovers: readonly PlannedHandover[]): Punctuality {
    const how = handovers.map((handover) => outcomeOf(handover, now));
    const number = (outcome: string): number => how.filter((one) => one === outcome).length;
    return {
      planned: handovers.length,
      onTime: number('on time'),
      late: number('late'),
      missing: number('missing'),
    };
  }
}

function outcomeOf({ state, at, doneAt }: PlannedHandover, now: Date): string {
  // Nobody knows when: it is not held against anybody.
  if (state === 'done') return doneAt === null || delay(at, doneAt) <= LATE_AFTER_MS ? 'on time' : 'late';
  return delay(at, now) > LATE_AFTER_MS ? 'missing' : 'to come';
}

function delay(planned: Date, actual: Date): number {
  return actual.getTime() - planned.getTime();
}
