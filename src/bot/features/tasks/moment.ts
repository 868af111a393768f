import { DateTime } from 'luxon';

const MINUTES_OF_DAY = 24 * 60;

/** Words for days, from today on, as people of the three languages write them. */
const DAYS: readonly (readonly string[])[] = [
  ['сегодня', 'today', 'დღეს'],
  ['завтра', 'tomorrow', 'ხვალ'],
  ['послезавтра', 'ზეგ'],
];

const TIME = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d{2}))?`;
const DATE = String.raw`(?<day>\d{1,2})[./](?<month>\d{1,2})(?:[./](?<year>\d{4}|\d{2}))?`;
const onlyTime = new RegExp(`^${TIME}$`, 'u');
const dated = new RegExp(`^${DATE}(?:[ ,]+${TIME})?$`, 'u');
const named = new RegExp(String.raw`^(?<word>\p{L}+)(?:[ ,]+(?:в |at )?${TIME})?$`, 'u');

/**
 * A moment as people type it: "18:30" (the next time that clocks show it), "tomorrow 10:00", "25.03 12:00", "25.03.2031".
 * A day without a time is at `usual`, minutes of the local day. Null for what is no moment; one that has passed is
 * answered as it is.
 */
export function readMoment(
  text: string,
  { now, timezone, usual }: { now: Date; timezone: string; usual: number },
): Date | null {
  const typed = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf('day');

  const time = onlyTime.exec(typed)?.groups;
  if (time !== undefined) {
    const minutes = minutesOf(time, usual);
    if (minutes === null) return null;
    const next = at(today, minutes);
    return next > now ? next : at(today.plus({ days: 1 }), minutes);
  }
  const word = named.exec(typed)?.groups;
  const date = dated.exec(typed)?.groups;
  const day =
    word !== undefined ? dayOf(word['word'], today) : date !== undefined ? dateOf(date, today) : null;
  const minutes = minutesOf(word ?? date ?? {}, usual);
  return day === null || minutes === null ? null : at(day, minutes);
}

type Groups = Readonly<Record<string, string | undefined>>;

function minutesOf({ hour, minute = '00' }: Groups, usual: number): number | null {
  if (hour === undefined) return usual;
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && minutes < MINUTES_OF_DAY ? minutes : null;
}

function dayOf(word: string | undefined, today: DateTime): DateTime | null {
  const days = DAYS.findIndex((words) => word !== undefined && words.includes(word));
  return days < 0 ? null : today.plus({ days });
}

/** Without a year it is the one in which the day lies nearest: in December "05.01" is in the next. */
function dateOf({ day, month, year }: Groups, today: DateTime): DateTime | null {
  const given = year === undefined ? today.year : Number(year.length === 2 ? `20${year}` : year);
  const date = DateTime.fromObject(
    { year: given, month: Number(month), day: Number(day) },
    { zone: today.zone },
  );
  if (!date.isValid) return null;
  return year === undefined && date < today.minus({ months: 6 }) ? date.plus({ years: 1 }) : date;
}

/** When clocks skip it, as much later. */
function at(day: DateTime, minutes: number): Date {
  return day
    .set({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 })
    .toJSDate();
}
