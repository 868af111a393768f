import { DateTime } from 'luxon';
import type { CompanyFacts } from '../company/index.js';

const MINUTES_OF_DAY = 24 * 60;
const MINUTE_MS = 60_000;

/** Minutes of the local day; one that ends before it starts spans midnight. `start` belongs to it, `end` does not. */
export interface Hours {
  start: number;
  end: number;
}

/** The night in which nobody is written to who has not said otherwise. */
export const usualQuietHours: Hours = { start: 22 * 60, end: 8 * 60 };
/** What the company file takes for a branch that says nothing. */
const usualWorkingHours: Hours = { start: 9 * 60, end: 21 * 60 };

const HOURS = /^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$/;

/** "22:00-08:00", "22-8" or "9.30 – 18"; null for anything else. Hours that would be the whole day or none are none. */
export function readHours(text: string): Hours | null {
  const [, startHour, startMinute, endHour, endMinute] = HOURS.exec(text.trim()) ?? [];
  const start = minuteOfDay(startHour, startMinute);
  const end = minuteOfDay(endHour, endMinute);
  return start === null || end === null || start === end ? null : { start, end };
}

/** "24:00" is midnight as people write it. */
function minuteOfDay(hour: string | undefined, minute = '00'): number | null {
  if (hour === undefined) return null;
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= MINUTES_OF_DAY ? minutes % MINUTES_OF_DAY : null;
}

/** "22:00-08:00", as it is stored. */
export function writeHours({ start, end }: Hours): string {
  return `${clockOf(start)}-${clockOf(end)}`;
}

function clockOf(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The hours in which a branch works. */
export function branchHours(branch: CompanyFacts['branches'][string] | undefined): Hours {
  return readHours(branch?.workingHours ?? '') ?? usualWorkingHours;
}

interface Worker {
  branches: readonly string[];
  workingHours: Hours | null;
}

/** Their own, or those of their first branch. */
export function workingHoursOf(member: Worker, branches: CompanyFacts['branches'] = {}): Hours {
  return member.workingHours ?? branchHours(branches[member.branches[0] ?? '']);
}

interface Sleeper {
  /** Null: written to at any time. */
  quietHours: Hours | null;
}

/** Whether the person is not to be disturbed at that moment, by the clock of `timezone` (IANA). */
export function isQuiet({ quietHours }: Sleeper, at: Date, timezone: string): boolean {
  return quietHours !== null && isWithin(quietHours, DateTime.fromJSDate(at, { zone: timezone }));
}

/** The first moment from `at` on that is not quiet: `at` itself outside of the quiet hours. */
export function nextWake(member: Sleeper, at: Date, timezone: string): Date {
  if (member.quietHours === null || !isQuiet(member, at, timezone)) return at;
  const local = DateTime.fromJSDate(at, { zone: timezone });
  const begun = local.startOf('minute');
  const left = (member.quietHours.end - minutesOf(begun) + MINUTES_OF_DAY) % MINUTES_OF_DAY;
  const end = begun.plus({ milliseconds: left * MINUTE_MS });
  if (end.offset === local.offset) return end.toJSDate();
  // The clocks change in that night: what remains of it is counted from there.
  return nextWake(member, changeOfClocks(local, end), timezone);
}

/**
 * The next time at which the person's working hours start, after `at`. Who has none of their own works as their branch
 * does: `branches` are the company's.
 */
export function shiftStart(
  member: Worker,
  at: Date,
  timezone: string,
  branches?: CompanyFacts['branches'],
): Date {
  const { start } = workingHoursOf(member, branches);
  const today = DateTime.fromJSDate(at, { zone: timezone }).startOf('day');
  const starts = [0, 1, 2].map((days) => localMoment(today.plus({ days }), start));
  return starts.find((one) => one > at) ?? at;
}

/** The moment at which clocks show that minute of the day; when they skip it, as much later. */
export function localMoment(day: DateTime, minutes: number): Date {
  return day
    .set({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 })
    .toJSDate();
}

function isWithin({ start, end }: Hours, moment: DateTime): boolean {
  const minutes = minutesOf(moment);
  return start < end ? minutes >= start && minutes < end : minutes >= start || minutes < end;
}

function minutesOf(moment: DateTime): number {
  return moment.hour * 60 + moment.minute;
}

/** The first moment with another offset than `from`, at `to` at the latest. */
function changeOfClocks(from: DateTime, to: DateTime): Date {
  let [before, after] = [from.toMillis(), to.toMillis()];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (DateTime.fromMillis(middle, { zone: from.zone }).offset === from.offset) before = middle;
    else after = middle;
  }
  return new Date(after);
}
