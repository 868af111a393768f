import { cronDays } from './cron-days.js';
import { readValues, type CronField } from './cron-field.js';
import { LAST_DAY, SECONDS_PER_DAY } from './civil.js';
import type { MatchingDays } from './matching-days.js';
import { scheduleFault } from './schedule-fault.js';
import { firstNotBelow, timesOfDay } from './times-of-day.js';
import type { WallSequence } from './wall-sequence.js';

const SECOND: CronField = { name: 'second', min: 0, max: 59 };
const MINUTE: CronField = { name: 'minute', min: 0, max: 59 };
const HOUR: CronField = { name: 'hour', min: 0, max: 23 };

const NICKNAMES = new Map([
  ['@YEARLY', '0 0 1 1 *'],
  ['@ANNUALLY', '0 0 1 1 *'],
  ['@MONTHLY', '0 0 1 * *'],
  ['@WEEKLY', '0 0 * * 0'],
  ['@DAILY', '0 0 * * *'],
  ['@MIDNIGHT', '0 0 * * *'],
  ['@HOURLY', '0 * * * *'],
]);

/**
 * Reads a cron expression of 5 fields, of 6 (seconds first) or a nickname such as `@daily`. Throws `schedule.invalid`
 * when it is malformed or matches no day of the calendar.
 */
export function parseCron(expr: string): WallSequence {
  const text = expr.trim().toUpperCase();
  if (text.startsWith('@') && !NICKNAMES.has(text))
    throw scheduleFault('schedule_expr', `there is no nickname ${expr.trim()}: @daily is one`);
  const fields = (NICKNAMES.get(text) ?? text).split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6)
    throw scheduleFault(
      'schedule_expr',
      `a cron expression has 5 fields (minute hour day month weekday) or 6 (second first), not ${text === '' ? 0 : fields.length}`,
    );
  const [second = '', minute = '', hour = '', day = '', month = '', weekday = ''] =
    fields.length === 5 ? ['0', ...fields] : fields;
  const times = timesOfDay(readValues(hour, HOUR), readValues(minute, MINUTE), readValues(second, SECOND));
  const days = cronDays(day, month, weekday);
  if (days.next(0) > LAST_DAY)
    throw scheduleFault(
      'schedule_expr',
      `"${expr.trim()}" never occurs: no month that it names has such a day`,
    );
  return (from) => eachTime(days, times, from);
}

function* eachTime(days: MatchingDays, times: readonly number[], from: number): Generator<number> {
  const first = Math.floor(from / SECONDS_PER_DAY);
  for (let day = days.next(first); day !== Infinity; day = days.next(day + 1)) {
    const midnight = day * SECONDS_PER_DAY;
    for (let index = firstNotBelow(times, from - midnight); index < times.length; index += 1)
      yield midnight + (times[index] ?? 0);
  }
}
