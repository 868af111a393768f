import { language, text } from './texts.js';

/** The company's own time: what the bot writes and what stands beside its messages agree. */
const timeZone = 'Asia/Tbilisi';

/** @param {number} seconds unix time */
const date = (seconds) => new Date(seconds * 1000);

/** @param {number} seconds */
export const clock = (seconds) =>
  new Intl.DateTimeFormat('ru', { timeZone, hour: '2-digit', minute: '2-digit' }).format(date(seconds));

/** @param {number} seconds */
export const fullDate = (seconds) =>
  new Intl.DateTimeFormat(language(), { timeZone, dateStyle: 'long', timeStyle: 'medium' }).format(
    date(seconds),
  );

/** A sortable name of the day, for comparing. @param {number} seconds */
export const dayKey = (seconds) => new Intl.DateTimeFormat('sv', { timeZone }).format(date(seconds));

/** @param {number} seconds */
export function dayName(seconds) {
  const now = Date.now() / 1000;
  if (dayKey(seconds) === dayKey(now)) return text('today');
  if (dayKey(seconds) === dayKey(now - 86_400)) return text('yesterday');
  return new Intl.DateTimeFormat(language(), { timeZone, day: 'numeric', month: 'long' }).format(
    date(seconds),
  );
}
