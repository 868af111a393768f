import { modulo, SECONDS_PER_DAY } from './civil.js';
import { instantOfMoment, readMoment, wallOfMoment, type Moment } from './date-text.js';
import { readProperties, type Property } from './ical-lines.js';
import { parseRule } from './rrule.js';
import { scheduleFault } from './schedule-fault.js';
import { instantOfWall, wallOfInstant } from './wall-time.js';
import type { WallSequence } from './wall-sequence.js';
import { isTimeZone } from './zone-offset.js';

/** What an RRULE with its DTSTART, RDATE and EXDATE lines means; instants are in seconds since the epoch. */
export interface RecurrenceSet {
  /** The zone whose wall time the rule means: that of DTSTART when it names one. */
  zone: string;
  walls: WallSequence;
  lastInstant: number | null;
  /** What RDATE adds, in order. */
  added: number[];
  /** The instant itself, or when it is excluded a later one: none between them is included. */
  nextIncluded: (instant: number) => number;
}

/**
 * Reads an RRULE expression: the rule alone, or lines as in iCalendar. Without a DTSTART the rule starts at `anchor`, a
 * wall time of `zone`. Throws `schedule.invalid`.
 */
export function parseRecurrenceSet(
  expr: string,
  timezone: string,
  anchor: string | null | undefined,
): RecurrenceSet {
  const properties = readProperties(expr);
  const only = (name: string): Property | undefined => {
    const [first, second] = properties.filter((property) => property.name === name);
    if (second) throw scheduleFault('schedule_expr', `there is more than one ${name}`);
    return first;
  };
  const dtstart = only('DTSTART');
  const zone = dtstart ? zoneOf(dtstart, timezone) : timezone;
  const start = dtstart ? startOf(dtstart, zone) : anchorWall(anchor, zone);
  const named = (name: string): Property[] => properties.filter((property) => property.name === name);
  const added = named('RDATE').flatMap((property) => addedInstants(property, zone, start));
  const rule = only('RRULE');
  if (!rule && added.length === 0)
    throw scheduleFault('schedule_expr', 'the expression has no RRULE: FREQ=DAILY is one');
  const { walls, lastInstant } = rule ? parseRule(rule.value, start) : { walls: () => [], lastInstant: null };
  return {
    zone,
    walls,
    lastInstant,
    added: [...new Set(added)].sort((a, b) => a - b),
    nextIncluded: exclusion(named('EXDATE'), zone),
  };
}

function zoneOf(property: Property, otherwise: string): string {
  if (property.tzid === null) return otherwise;
  if (!isTimeZone(property.tzid))
    throw scheduleFault('schedule_expr', `there is no time zone ${property.tzid}`);
  return property.tzid;
}

function startOf(property: Property, zone: string): number {
  return wallOfMoment(momentOf(property.value, property.name), zone);
}

function anchorWall(anchor: string | null | undefined, zone: string): number {
  if (!anchor)
    throw scheduleFault(
      'dtstart',
      'an RRULE needs a start: a DTSTART line, or dtstart as local wall time such as 2026-03-29T09:00:00',
    );
  const moment = readMoment(anchor);
  if (!moment)
    throw scheduleFault('dtstart', `"${anchor}" is not a local wall time such as 2026-03-29T09:00:00`);
  return wallOfMoment(moment, zone);
}

function momentOf(text: string, name: string): Moment {
  const moment = readMoment(text.trim());
  if (moment) return moment;
  throw scheduleFault(
    'schedule_expr',
    `${name}: "${text.trim()}" is not a date or date-time such as 20260329T090000`,
  );
}

function momentsOf(property: Property): Moment[] {
  return property.value.split(',').map((text) => momentOf(text, property.name));
}

/** A date alone has the time of day at which the rule starts. */
function addedInstants(property: Property, zone: string, start: number): number[] {
  const timeOfDay = modulo(start, SECONDS_PER_DAY);
  return momentsOf(property).map((moment) =>
    instantOfMoment(
      moment.dateOnly ? { ...moment, wall: moment.wall + timeOfDay } : moment,
      zoneOf(property, zone),
    ),
  );
}

/** A date alone excludes that whole day. */
function exclusion(properties: readonly Property[], zone: string): RecurrenceSet['nextIncluded'] {
  const days = new Set<number>();
  const instants = new Set<number>();
  for (const property of properties)
    for (const moment of momentsOf(property)) {
      if (moment.dateOnly) days.add(moment.wall / SECONDS_PER_DAY);
      else instants.add(instantOfMoment(moment, zoneOf(property, zone)));
    }
  return (instant) => {
    let day = days.size > 0 ? Math.floor(wallOfInstant(instant, zone) / SECONDS_PER_DAY) : NaN;
    if (!days.has(day)) return instants.has(instant) ? instant + 1 : instant;
    while (days.has(day)) day += 1;
    // Where clocks go back over midnight, the day is met again after its end.
    return Math.max(instant + 1, beginOfDay(day, zone));
  };
}

/** An instant at or before the first of the day, and after all others of the day before but for the length of a spring gap. */
function beginOfDay(day: number, zone: string): number {
  const midnight = day * SECONDS_PER_DAY;
  const instant = instantOfWall(midnight, zone);
  return instant - (wallOfInstant(instant, zone) - midnight);
}
