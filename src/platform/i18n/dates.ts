import { DateTime } from 'luxon';
import type { Language } from './language.js';

/** "вт, 3 нояб., 19:00": a moment as people of the language write it, in the given IANA zone. */
export function formatMoment(at: Date, zone: string, language: Language): string {
  return DateTime.fromJSDate(at, { zone }).setLocale(language).toLocaleString({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

/** "19:00" in the given IANA zone. */
export function formatTime(at: Date, zone: string, language: Language): string {
  return DateTime.fromJSDate(at, { zone }).setLocale(language).toLocaleString({
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

/** "вт, 3 нояб.": a day as people of the language write it, in the given IANA zone. */
export function formatDay(at: Date, zone: string, language: Language): string {
  return DateTime.fromJSDate(at, { zone }).setLocale(language).toLocaleString({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
}

/** "вт": the shortest name of the weekday. */
export function formatWeekday(at: Date, zone: string, language: Language): string {
  return DateTime.fromJSDate(at, { zone }).setLocale(language).toLocaleString({ weekday: 'short' });
}
