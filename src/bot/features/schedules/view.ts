import { DateTime } from 'luxon';
import { parseSchedule } from '../../../engine/schedules/index.js';
import type { Prisma, Run, Task } from '../../../platform/prisma/index.js';
import { peopleOf } from '../../../domain/staff/index.js';

const RUNS = 3;
/** So many slots are looked at, so often, behind dates on which nothing runs. */
const STRIDE = 100;
const LOOKS = 20;

/** A schedule with what its card shows besides. */
export interface ScheduleView {
  task: Task;
  lastRuns: Run[];
  /** Null: the product itself, or nobody who is known any more. */
  madeBy: string | null;
}

export async function loadSchedule(
  tx: Prisma.TransactionClient,
  taskId: string,
): Promise<ScheduleView | null> {
  const task = await tx.task.findUnique({ where: { id: taskId } });
  if (task === null) return null;
  const [lastRuns, madeBy] = await Promise.all([
    tx.run.findMany({ where: { taskId }, orderBy: { createdAt: 'desc' }, take: RUNS }),
    nameOf(tx, task.createdBy),
  ]);
  return { task, lastRuns, madeBy };
}

async function nameOf(tx: Prisma.TransactionClient, createdBy: string): Promise<string | null> {
  const [, kind, id] = /^(agent|staff):([0-9a-f-]{1,36})$/.exec(createdBy) ?? [];
  if (id === undefined) return null;
  if (kind === 'staff') return (await peopleOf(tx, [BigInt(id)]))[0]?.name ?? null;
  // The first token has no row of its own.
  if (id.length !== 36) return null;
  return (await tx.apiAgent.findUnique({ where: { id } }))?.name ?? null;
}

/** The next slots as things stand: none while it is paused or over, none of the time that it is snoozed. */
export function nextSlots(task: Task, now: Date, count: number): Date[] {
  if (task.state !== 'active' || task.version === 0 || task.scheduleKind === 'event') return [];
  const schedule = scheduleOf(task);
  const slots: Date[] = [];
  const stride = task.exclude.length === 0 ? count : STRIDE;
  let from = task.snoozedUntil !== null && task.snoozedUntil > now ? task.snoozedUntil : now;
  for (let look = 0; look < LOOKS && slots.length < count; look += 1) {
    const some = schedule.after(from, stride);
    slots.push(...some.filter((at) => !isExcluded(task, at)));
    from = some.at(-1) ?? from;
    if (some.length < stride) break;
  }
  return slots.slice(0, count);
}

function isExcluded({ exclude, timezone }: Task, at: Date): boolean {
  const date = DateTime.fromJSDate(at, { zone: timezone }).toFormat('yyyy-MM-dd');
  return exclude.includes(date) || exclude.includes(date.slice('2026-'.length));
}

type Rule = Pick<Task, 'scheduleKind' | 'scheduleExpr' | 'timezone' | 'anchor'>;

/** Throws `schedule.invalid`, which says what is wrong. */
export function scheduleOf(rule: Rule): ReturnType<typeof parseSchedule> {
  const { scheduleExpr: expr, timezone, anchor } = rule;
  return parseSchedule({ kind: kindOf(rule.scheduleKind), expr, timezone, anchor });
}

function kindOf(kind: string): 'cron' | 'rrule' | 'once' | 'event' {
  return kind === 'rrule' || kind === 'once' || kind === 'event' ? kind : 'cron';
}
