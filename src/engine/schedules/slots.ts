import { sha256 } from '../../kernel/ids.js';
import { beforeDateOf, isExcluded } from './calendar.js';
import type { Schedule } from './expression.js';
import type { CatchUp } from './task.js';

/** An older slot was missed: nobody was there for it. */
export const LATE_MS = 60_000;
/** So many slots of one task are made in one statement; of those that were missed so many are noted. */
export const MOST_SLOTS = 1_000;
/** Occurrences that are looked at together in search of the last one. */
const STRIDE = 10_000;

/** What decides about the slots of a task. */
export interface SlotRules {
  id: string;
  timezone: string;
  catchUp: CatchUp;
  catchUpSeconds: number;
  exclude: readonly string[];
  jitterSeconds: number;
  /** Up to here slots are settled. */
  settledUntil: Date;
}

export interface Slot {
  at: Date;
  /** Slots that were missed or excluded are noted, nothing is run for them. */
  cause: 'schedule' | 'catch_up' | 'missed' | 'excluded';
  /** When its run begins. */
  runAt: Date;
}

export interface Decision {
  /** In order. */
  slots: Slot[];
  /** Up to here all is decided: `now`, or earlier when that would be too many slots at once. */
  settledUntil: Date;
  /** Null: there is none any more. */
  nextSlotAt: Date | null;
}

/** Decides about the slots of a task in (settledUntil, now]: which are made, caught up, or only noted. */
export function decideSlots(rules: SlotRules, schedule: Schedule, now: Date): Decision {
  // After this slots are in time.
  const lateUntil = new Date(Math.max(rules.settledUntil.getTime(), now.getTime() - LATE_MS - 1));
  const late = lateSlots(rules, schedule, lateUntil, now);
  if (late.isMore) {
    const settledUntil = late.slots.at(-1)?.at ?? lateUntil;
    return { slots: late.slots, settledUntil, nextSlotAt: schedule.next(settledUntil) ?? null };
  }
  const timely = schedule
    .after(lateUntil, LATE_MS / 1000 + 1, now)
    .map((at) => slotOf(rules, at, 'schedule', at));
  return { slots: [...late.slots, ...timely], settledUntil: now, nextSlotAt: schedule.next(now) ?? null };
}

function lateSlots(
  rules: SlotRules,
  schedule: Schedule,
  until: Date,
  now: Date,
): { slots: Slot[]; isMore: boolean } {
  const from = rules.settledUntil;
  if (from >= until) return { slots: [], isMore: false };
  const tooOld = new Date(
    Math.min(until.getTime(), Math.max(from.getTime(), now.getTime() - rules.catchUpSeconds * 1000 - 1)),
  );
  const { caught, isMore } = caughtUp(rules, schedule, tooOld, until);
  const taken = new Set(caught.map((at) => at.getTime()));
  const noted = schedule
    .after(from, MOST_SLOTS, rules.catchUp === 'all' ? tooOld : until)
    .filter((at) => !taken.has(at.getTime()));
  const slots = [
    ...noted.map((at) => slotOf(rules, at, 'missed', now)),
    ...caught.map((at) => slotOf(rules, at, 'catch_up', now)),
  ];
  return { slots: slots.sort((a, b) => a.at.getTime() - b.at.getTime()), isMore };
}

/** Of the slots in (after, until] those that the task's rule brings back. */
function caughtUp(
  rules: SlotRules,
  schedule: Schedule,
  after: Date,
  until: Date,
): { caught: Date[]; isMore: boolean } {
  switch (rules.catchUp) {
    case 'skip':
      return { caught: [], isMore: false };
    case 'one': {
      const newest = newestIn(rules, schedule, after, until);
      return { caught: newest === undefined ? [] : [newest], isMore: false };
    }
    case 'all': {
      const all = schedule.after(after, MOST_SLOTS + 1, until);
      return { caught: all.slice(0, MOST_SLOTS), isMore: all.length > MOST_SLOTS };
    }
  }
}

/** The last slot in (after, until] that is not excluded. Looks back farther and farther, so a dense rule costs little. */
function newestIn(rules: SlotRules, schedule: Schedule, after: Date, until: Date): Date | undefined {
  let end = until;
  let back = LATE_MS;
  while (end > after) {
    const start = new Date(Math.max(after.getTime(), end.getTime() - back));
    const last = lastIn(schedule, start, end);
    if (last === undefined) {
      end = start;
      back *= 4;
      continue;
    }
    if (!isExcluded(rules.exclude, last, rules.timezone)) return last;
    end = beforeDateOf(last, rules.timezone);
  }
  return undefined;
}

function lastIn(schedule: Schedule, after: Date, until: Date): Date | undefined {
  let last: Date | undefined;
  for (;;) {
    const some = schedule.after(last ?? after, STRIDE, until);
    last = some.at(-1) ?? last;
    if (some.length < STRIDE) return last;
  }
}

/** `begins`: when its run would begin without jitter. */
function slotOf(rules: SlotRules, at: Date, cause: 'schedule' | 'catch_up' | 'missed', begins: Date): Slot {
  return {
    at,
    cause: isExcluded(rules.exclude, at, rules.timezone) ? 'excluded' : cause,
    runAt: new Date(begins.getTime() + jitterMs(rules, at)),
  };
}

/** By chance, but the same for a task and slot wherever it is asked. */
function jitterMs({ id, jitterSeconds }: SlotRules, at: Date): number {
  if (jitterSeconds === 0) return 0;
  const chance = Number.parseInt(sha256(`${id} ${at.toISOString()}`).slice(0, 12), 16) / 2 ** 48;
  return Math.floor(chance * jitterSeconds * 1000);
}
