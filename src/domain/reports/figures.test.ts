import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { givenBooking, givenCar, inHours, inRussian as t, now } from '../../../test/support/agents.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { dayOf } from '../plan/index.js';
import { reportFigures, type Figures } from './figures.js';
import { spanOf, type Period } from './period.js';
import { reportText } from './words.js';

const timezone = 'Asia/Tbilisi';
const today = dayOf(now, timezone);
let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterEach(() =>
  database.rows('truncate bookings, cars, clients, reminders, handovers, cash_hand_ins, incidents cascade'),
);

afterAll(() => database.close());

function figures(period: Period = 'day', at = now): Promise<Figures> {
  const span = spanOf(period, dayOf(at, timezone), timezone);
  return reportFigures(database.prisma, { branch: 'tbilisi', span, now: at, timezone });
}

describe('occupancy', () => {
  it('is the share of the branch’s cars that are on rent, each counted once, now and at the end of days before', async () => {
    for (const id of [7001, 7002, 7003, 7004]) await givenCar(database, { id });
    await givenCar(database, { id: 7005, deleted: true });
    await givenCar(database, { id: 7006, branch: 'batumi' });
    const rental = { startAt: inHours(-60), endAt: inHours(50) };
    // Since Friday and Saturday evening, one car.
    await givenBooking(database, { ...rental, carId: 7001, issuedAt: inHours(-40) });
    await givenBooking(database, { ...rental, id: 9002, carId: 7001, inRent: true });
    // Brought back yesterday at noon.
    await givenBooking(database, {
      ...rental,
      ...{ id: 9003, carId: 7002, issuedAt: inHours(-100), returnedAt: inHours(-22) },
    });
    // Planned only; in another branch; archived when it was over.
    await givenBooking(database, { ...rental, id: 9004, carId: 7003 });
    await givenBooking(database, { ...rental, id: 9005, carId: 7006, inRent: true });
    await givenBooking(database, {
      ...rental,
      ...{ id: 9006, carId: 7004, issuedAt: inHours(-120), endAt: inHours(-90), archived: true },
    });
    const { occupancy, week } = await figures();
    expect(occupancy).toEqual({ cars: 4, rented: 1 });
    expect(week.map(({ date }) => date)).toEqual([
      ...['2025-11-25', '2025-11-26', '2025-11-27', '2025-11-28', '2025-11-29', '2025-11-30'],
      '2025-12-01',
    ]);
    expect(week.map((one) => one.occupancy?.rented)).toEqual([0, 1, 1, 2, 2, 1, 1]);
  });

  it('is not said of days to come, and is nothing when there are no cars', async () => {
    const { occupancy, week } = await figures('week');
    expect(occupancy).toEqual({ cars: 0, rented: 0 });
    expect(week.map((one) => one.occupancy !== null)).toEqual([
      true,
      ...[false, false, false, false, false, false],
    ]);
  });
});

describe('punctuality', () => {
  it('counts what was done within a quarter of an hour as on time, later as late, and what should have been done', async () => {
    await givenBooking(database, { startAt: inHours(-3), issuedAt: inHours(-2.75) });
    await givenBooking(database, { id: 9002, startAt: inHours(-3), issuedAt: inHours(-2.7) });
    await givenBooking(database, { id: 9003, startAt: inHours(-1) });
    await givenBooking(database, { id: 9004, startAt: inHours(5) });
    // Before its time, and known from RentProg only.
    await givenBooking(database, { id: 9005, startAt: inHours(-2), issuedAt: inHours(-5) });
    await givenBooking(database, { id: 9006, startAt: inHours(-2), inRent: true });
    const back = { startAt: inHours(-90), issuedAt: inHours(-90) };
    await givenBooking(database, { ...back, id: 9007, endAt: inHours(-4), returnedAt: inHours(-1) });
    // Overdue since Saturday: it counted then.
    await givenBooking(database, { ...back, id: 9008, endAt: inHours(-40) });
    const { handovers } = await figures();
    expect(handovers).toEqual({
      issue: { planned: 6, onTime: 3, late: 1, missing: 1 },
      return: { planned: 1, onTime: 0, late: 1, missing: 0 },
    });
  });
});

describe('cash', () => {
  it('is what handovers took in and gave back against what was handed in, by currency', async () => {
    await givenBooking(database, {});
    await givenBooking(database, { id: 9002, branch: 'batumi' });
    const handover = (bookingId: number, facts: object) => ({
      ...{ checklistId: randomUUID(), kind: 'issue', bookingId, carId: 7001, staffId: 5001n },
      ...{ at: inHours(-1), depositAmount: 20_000, depositCurrency: 'GEL', depositMethod: 'cash' },
      ...facts,
    });
    const none = { depositAmount: null, depositCurrency: null, depositMethod: null };
    await database.prisma.handover.createMany({
      data: [
        handover(9001, {}),
        handover(9001, { depositAmount: 30_000, depositCurrency: 'USD' }),
        handover(9001, { depositMethod: 'card' }),
        handover(9002, {}),
        handover(9001, { at: inHours(-30) }),
        handover(9001, {
          ...none,
          kind: 'return',
          settled: [
            { minor: 15_000, currency: 'GEL' },
            { minor: -4_000, currency: 'EUR' },
          ],
          settledMethod: 'cash',
        }),
      ],
    });
    const handIn = { branch: 'tbilisi', staffId: 5001n, at: now, expected: [] };
    await database.prisma.cashHandIn.createMany({
      data: [
        { ...handIn, checklistId: randomUUID(), amounts: [{ minor: 3_000, currency: 'GEL' }] },
        { ...handIn, checklistId: randomUUID(), amounts: [{ minor: 30_000, currency: 'USD' }] },
        { ...handIn, checklistId: randomUUID(), branch: 'batumi', amounts: [{ minor: 1, currency: 'GEL' }] },
      ],
    });
    const found = await figures();
    expect(found.cash).toEqual([
      { currency: 'EUR', expected: 4_000, collected: 0 },
      { currency: 'GEL', expected: 5_000, collected: 3_000 },
      { currency: 'USD', expected: 30_000, collected: 30_000 },
    ]);
    const text = reportText(found, 'Тбилиси & Ко', { t, language: 'ru', timezone }).markup;
    expect(text).toMatch(/📊 Тбилиси &amp; Ко: пн.*1 дек/);
    expect(text).toMatch(/Сдано 30\s₾ из 50\s₾/);
  });
});

describe('incidents and reminders', () => {
  it('counts incidents that are open and those that are new', async () => {
    const incident = { kind: 'reported', text: 'x', branch: 'tbilisi' };
    await database.prisma.incident.createMany({
      data: [
        { ...incident, state: 'open', openedAt: inHours(-100) },
        { ...incident, state: 'acknowledged', openedAt: now },
        { ...incident, state: 'resolved', openedAt: now },
        { ...incident, state: 'open', openedAt: now, branch: 'batumi' },
      ],
    });
    expect((await figures()).incidents).toEqual({ opened: 2, openNow: 2 });
  });

  it('counts a reminder once, whoever got it, when nobody answered it in time', async () => {
    for (const id of [9001, 9002, 9003, 9004, 9005]) await givenBooking(database, { id });
    const reminder = (bookingId: number, staffId: bigint, facts: object = {}) => ({
      ...{ bookingId, staffId, about: 'issue', notice: '2h', createdAt: now, shownAt: now },
      ...facts,
    });
    await database.prisma.reminder.createMany({
      data: [
        // Answered by one of two.
        ...[reminder(9001, 1n, { acknowledgedAt: now }), reminder(9001, 2n)],
        // Answered by nobody.
        ...[reminder(9002, 1n), reminder(9002, 2n)],
        // By the manager only.
        ...[reminder(9003, 1n), reminder(9003, 3n, { rung: 1, acknowledgedAt: now })],
        // The handover began; it has not been shown yet.
        reminder(9004, 1n, { endedAt: now }),
        reminder(9005, 1n, { shownAt: null }),
      ],
    });
    expect((await figures()).missedReminders).toBe(2);
    expect((await figures('day', inHours(24))).missedReminders).toBe(0);
  });
});

it('a report of the longest names fits under a picture', async () => {
  const text = reportText(await figures(), 'Т'.repeat(900), { t, language: 'ru', timezone }).markup;
  expect(text.length).toBeLessThanOrEqual(1_024);
  expect(today.date).toBe('2025-12-01');
});
