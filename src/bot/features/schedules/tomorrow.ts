import { DateTime } from 'luxon';

/** Seconds to the next midnight in the zone; a day of 23 or 25 hours is as long as it is. */
export function secondsUntilTomorrow(now: Date, zone: string): number {
  const here = DateTime.fromJSDate(now, { zone });
  return Math.max(1, Math.ceil(here.plus({ days: 1 }).startOf('day').diff(here).as('seconds')));
}
