import { describe, expect, it } from 'vitest';
import { arrivalOf } from './arrival.js';
import { snoozeEnd, snoozesFor } from './snooze.js';

const night = { start: 22 * 60, end: 8 * 60 };
const nine = { start: 9 * 60, end: 21 * 60 };
const tbilisi = {
  ...{ timezone: 'Asia/Tbilisi', currency: 'GEL', language: 'en' as const },
  branches: { tbilisi: { title: 'Tbilisi', chatId: -1001n, workingHours: '09:00-21:00' } },
};
const berlin = { ...tbilisi, timezone: 'Europe/Berlin' };
const member = { quietHours: night, workingHours: null, branches: ['tbilisi'] };

/** A moment of March 2031 by the clock of Tbilisi, "3 23:30". */
function at(text: string): Date {
  const [day = '', time = ''] = text.split(' ');
  return new Date(`2031-03-${day.padStart(2, '0')}T${time}:00+04:00`);
}

const digest = (text: string, day: string) => ({ how: 'digest', at: at(text), day });
const later = (text: string) => ({ how: 'later', at: at(text) });
const now = { how: 'now', silent: false };
const silently = { how: 'now', silent: true };

describe('a reminder', () => {
  it.each([
    ['in the day', '3 12:00', '4 12:00', now],
    ['at the last minute of the day', '3 21:59', '4 21:59', now],
    ['at the first quiet minute', '3 22:00', '4 22:00', digest('4 09:00', '2031-03-04')],
    ['before midnight', '3 23:30', '4 23:30', digest('4 09:00', '2031-03-04')],
    ['after midnight', '4 00:30', '5 00:30', digest('4 09:00', '2031-03-04')],
    ['at the first minute that is not quiet', '4 08:00', '4 10:00', now],
    ['of a handover within two hours, at night', '4 04:00', '4 06:00', silently],
    ['of a handover in two hours and a minute, at night', '4 04:00', '4 06:01', later('4 08:00')],
    ['of a handover that is overdue, at night', '4 04:00', '4 03:30', silently],
    // The morning message would come when the handover is near.
    ['of a handover right after the working day begins', '4 05:00', '4 10:30', later('4 08:00')],
    ['of a handover two hours after it begins', '4 05:00', '4 11:00', digest('4 09:00', '2031-03-04')],
  ])('%s', (_, due, handover, arrival) => {
    expect(arrivalOf(member, at(handover), at(due), tbilisi)).toEqual(arrival);
  });

  it('comes when quiet hours end to somebody whose work begins much later', () => {
    const late = { ...member, workingHours: { start: 14 * 60, end: 22 * 60 } };
    expect(arrivalOf(late, at('5 01:00'), at('4 01:00'), tbilisi)).toEqual(later('4 08:00'));
  });

  it('comes with the morning message to somebody who works from the minute at which they wake', () => {
    const early = { ...member, workingHours: { start: 8 * 60, end: 17 * 60 } };
    expect(arrivalOf(early, at('5 01:00'), at('4 01:00'), tbilisi)).toEqual(digest('4 08:00', '2031-03-04'));
  });

  it('comes at once to somebody without quiet hours', () => {
    expect(arrivalOf({ ...member, quietHours: null }, at('5 01:00'), at('4 01:00'), tbilisi)).toEqual(now);
  });

  it.each([
    // Berlin's clocks go forward in the night to 30 March and back in the night to 26 October.
    ['2031-03-30T00:30:00+01:00', '2031-03-31T00:30:00+02:00', '2031-03-30T09:00:00+02:00', '2031-03-30'],
    ['2031-10-26T00:30:00+02:00', '2031-10-27T00:30:00+01:00', '2031-10-26T09:00:00+01:00', '2031-10-26'],
  ])('waits by the clock in the night of %s, in which clocks change', (due, handover, morning, day) => {
    expect(arrivalOf(member, new Date(handover), new Date(due), berlin)).toEqual({
      ...{ how: 'digest', at: new Date(morning), day },
    });
  });
});

describe('a snooze', () => {
  const own = { workingHours: nine, branches: ['tbilisi'] };

  it.each([
    ['quarter', '3 12:00', '3 12:15'],
    ['hour', '3 23:30', '4 00:30'],
    ['tomorrow', '3 12:00', '4 09:00'],
    ['tomorrow', '4 00:30', '4 09:00'],
  ] as const)('%s from %s ends at %s', (snooze, from, end) => {
    expect(snoozeEnd(snooze, own, at(from), tbilisi)).toEqual(at(end));
  });

  it('is offered when it ends before the handover', () => {
    const offered = (handover: string, from = '3 12:00') => snoozesFor(own, at(handover), at(from), tbilisi);
    expect(offered('4 12:00')).toEqual(['quarter', 'hour', 'tomorrow']);
    expect(offered('3 14:00')).toEqual(['quarter', 'hour']);
    expect(offered('3 13:00')).toEqual(['quarter']);
    expect(offered('3 12:15')).toEqual([]);
  });

  it('of an overdue handover is short', () => {
    expect(snoozesFor(own, at('3 11:30'), at('3 12:00'), tbilisi)).toEqual(['quarter', 'hour']);
  });
});
