import type { Task } from '../../platform/prisma/index.js';
import { expressionOf } from './check-task.js';
import { parseSchedule, type Schedule } from './expression.js';
import { LATE_MS } from './slots.js';

/** What is stored of where a task's schedule stands. */
export interface Standing {
  state: 'active' | 'ended';
  settledUntil: Date;
  nextSlotAt: Date | null;
}

/** An active task's standing when all up to `settledUntil` is decided. Events have no end and no slots. */
export function standingAt(scheduleKind: string, schedule: Schedule, settledUntil: Date): Standing {
  const nextSlotAt = scheduleKind === 'event' ? null : (schedule.next(settledUntil) ?? null);
  return {
    state: nextSlotAt === null && scheduleKind !== 'event' ? 'ended' : 'active',
    settledUntil,
    nextSlotAt,
  };
}

/** The standing of a task that begins, or begins again, with what is stored of it. */
export function beginAnew(task: Task, now: Date): Standing {
  return standingAt(task.scheduleKind, parseSchedule(expressionOf(task)), settleAnew(task, now));
}

/**
 * From when on slots are made of a task that was changed just now. It is never the time that was there before, so that a
 * scheduler that has read the task by then makes nothing of what it read.
 */
export function settleAnew(task: { settledUntil: Date }, now: Date): Date {
  return new Date(Math.max(now.getTime(), task.settledUntil.getTime() + 1));
}

/** A time that was given as "at once" has passed by a little when it is stored: it still counts. */
export function settleNew(scheduleKind: string, now: Date): Date {
  return scheduleKind === 'once' ? new Date(now.getTime() - LATE_MS) : now;
}
