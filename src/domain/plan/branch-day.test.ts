import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  givenBooking,
  givenCar,
  givenStaff,
  inHours,
  inRussian as t,
  now,
} from '../../../test/support/agents.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { branchDay } from './branch-day.js';
import { branchPlan } from './branch-words.js';
import { dayAfter, dayOf } from './day.js';

const timezone = 'Asia/Tbilisi';
/** Monday, ten in the morning. */
const today = dayOf(now, timezone);
let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(() => givenCar(database));

afterEach(() =>
  database.rows(
    'truncate bookings, cars, clients, staff, checklists, handovers, incidents, approvals, maintenance_intakes, duty_shifts cascade',
  ),
);

afterAll(() => database.close());

async function handovers(day = today): Promise<string[]> {
  const found = await branchDay(database.prisma, 'tbilisi', day, now);
  return found.handovers.map(({ about, state, found: { booking } }) => `${about} ${booking.id} ${state}`);
}

async function planText(): Promise<string> {
  const found = await branchDay(database.prisma, 'tbilisi', today, now);
  return branchPlan(found, 'Тбилиси', { t, language: 'ru', timezone }).markup;
}

async function givenChecklist(
  kind: 'issue' | 'return',
  state: 'active' | 'done' | 'cancelled',
  staffId = 5001n,
): Promise<void> {
  await database.prisma.checklist.create({
    data: {
      ...{ kind, state, staffId, chatId: staffId, definition: {}, step: 'x', branch: 'tbilisi' },
      ...{ bookingId: 9001, carId: 7001 },
    },
  });
}

describe('the handovers of a branch’s day', () => {
  it('are its issues and returns in the order of their times, and nothing of other days or branches', async () => {
    await givenBooking(database, { startAt: inHours(4), endAt: inHours(100) });
    await givenBooking(database, {
      id: 9002,
      startAt: inHours(-40),
      endAt: inHours(2),
      issuedAt: inHours(-40),
    });
    await givenBooking(database, { id: 9003, startAt: inHours(30), endAt: inHours(100) });
    await givenBooking(database, { id: 9004, startAt: inHours(4), branch: 'batumi' });
    await givenBooking(database, { id: 9005, startAt: inHours(4), deleted: true });
    await givenBooking(database, { id: 9006, startAt: inHours(4), archived: true });
    expect(await handovers()).toEqual(['return 9002 planned', 'issue 9001 planned']);
    expect(await handovers(dayAfter(today, 1, timezone))).toEqual(['issue 9003 planned']);
  });

  it.each([
    ['planned', 'planned', { startAt: inHours(1) }],
    ['its time has just come', 'planned', { startAt: inHours(-0.25) }],
    ['a quarter of an hour has passed', 'late', { startAt: inHours(-0.26) }],
    ['it was issued', 'done', { startAt: inHours(-2), issuedAt: inHours(-2) }],
    ['RentProg says that it is on rent', 'done', { startAt: inHours(-2), inRent: true }],
  ])('when %s: %s', async (_, state, facts) => {
    await givenBooking(database, facts);
    expect(await handovers()).toEqual([`issue 9001 ${state}`]);
  });

  it('are under way while somebody walks the checklist, by name', async () => {
    await givenStaff(database, { telegramId: 5001n, role: 'staff', name: 'Гоча <b>' });
    await givenBooking(database, { startAt: inHours(-2) });
    await givenChecklist('issue', 'cancelled', 5002n);
    await givenChecklist('issue', 'active');
    expect(await handovers()).toEqual(['issue 9001 walking']);
    expect(await planText()).toContain('▶️ <b>08:00</b> AA123BB · Toyota Prius · Гоча &lt;b&gt;');
  });

  it('of the present day are also those that are overdue since the days before', async () => {
    await givenBooking(database, { startAt: inHours(-12), endAt: inHours(50) });
    const issued = { startAt: inHours(-200), issuedAt: inHours(-200) };
    await givenBooking(database, { id: 9002, ...issued, endAt: inHours(-48) });
    // The client never came; nobody waits for that car.
    await givenBooking(database, { id: 9003, startAt: inHours(-40), endAt: inHours(-20) });
    await givenBooking(database, { id: 9004, ...issued, endAt: inHours(-48), returnedAt: inHours(-47) });
    await givenBooking(database, { id: 9005, ...issued, endAt: inHours(-48), archived: true });
    expect(await handovers()).toEqual(['return 9002 late', 'issue 9001 late']);
    expect(await handovers(dayAfter(today, -1, timezone))).toEqual(['issue 9001 late']);
    expect(await planText()).toMatch(/🔴 <b>сб.*29.*10:00<\/b> AA123BB · Toyota Prius · опаздывает/);
  });
});

describe('the plan of a branch in words', () => {
  it('strikes through what is done, with the time at which it happened and by whom', async () => {
    await givenStaff(database, { telegramId: 5001n, role: 'staff', name: 'Гоча' });
    await givenBooking(database, {
      startAt: inHours(-2),
      issuedAt: inHours(-1.9),
      locationStart: 'Аэропорт',
    });
    await givenChecklist('issue', 'done');
    await givenBooking(database, { id: 9002, startAt: inHours(3), locationStart: 'Отель <Luxe>' });
    const plan = await planText();
    expect(plan).toContain(`<b>${t('plan-issues', { done: 1, total: 2 })}</b>`);
    expect(plan).toContain('✅ 08:06 <s>08:00 AA123BB · Toyota Prius</s> · Гоча');
    expect(plan).toContain('▫️ <b>13:00</b> AA123BB · Toyota Prius · Отель &lt;Luxe&gt;');
  });

  it('says that there is nothing to do, and that nobody is on shift', async () => {
    const plan = await planText();
    expect(plan).toContain(t('plan-branch-empty'));
    expect(plan).toContain(t('plan-nobody-on-shift'));
    expect(plan).toMatch(/<b>План: Тбилиси, пн.*1 дек/);
  });

  it('says who is on shift; what reaches beyond the day is open at that end', async () => {
    await givenStaff(
      database,
      { telegramId: 5001n, role: 'staff', name: 'Гоча' },
      { telegramId: 5002n, role: 'staff', name: 'Нана' },
    );
    const shift = (staffId: bigint, from: number, to: number) => ({
      ...{ branch: 'tbilisi', staffId, createdBy: 1n },
      ...{ startsAt: inHours(from), endsAt: inHours(to) },
    });
    await database.prisma.dutyShift.createMany({ data: [shift(5001n, -1, 11), shift(5002n, 11, 23)] });
    expect(await planText()).toContain(t('plan-on-shift', { names: 'Гоча 09:00–21:00, Нана 21:00–…' }));
  });

  it('counts open incidents, requests that wait and cars in maintenance', async () => {
    const incident = { kind: 'reported', branch: 'tbilisi', openedAt: now };
    await database.prisma.incident.createMany({
      data: [
        { ...incident, text: 'Царапина <дверь>', state: 'open', carId: 7001 },
        { ...incident, text: 'Шум', state: 'acknowledged' },
        { ...incident, text: 'Было', state: 'resolved' },
        { ...incident, text: 'Не здесь', state: 'open', branch: 'batumi' },
      ],
    });
    const approval = { kind: 'extra_charge', branch: 'tbilisi', payload: {}, expiresAt: inHours(1) };
    await database.prisma.approval.createMany({
      data: [
        { ...approval, subject: 'checklist:1', state: 'pending' },
        { ...approval, subject: 'checklist:2', state: 'approved' },
      ],
    });
    const intake = (carId: number, hours: number, days: number | null) => ({
      ...{ checklistId: randomUUID(), branch: 'tbilisi', carId, staffId: 5001n, reason: 'service' },
      ...{ at: inHours(hours), days },
    });
    await givenCar(database, { id: 7002, plate: 'BB222BB' });
    await givenCar(database, { id: 7003, plate: 'CC333CC' });
    await database.prisma.maintenanceIntake.createMany({
      data: [intake(7001, -20, 3), intake(7002, -20, null), intake(7003, -200, 1)],
    });
    await database.prisma.handover.create({
      data: {
        ...{ checklistId: randomUUID(), kind: 'issue', bookingId: 9001, carId: 7002, staffId: 5001n },
        at: inHours(-2),
      },
    });
    const plan = await planText();
    expect(plan).toContain(`🚨 ${t('plan-incidents', { count: 2 })}`);
    expect(plan).toContain('• AA123BB · Царапина &lt;дверь&gt;');
    expect(plan).not.toMatch(/Было|Не здесь/);
    expect(plan).toContain(`⏳ ${t('plan-approvals', { count: 1 })}`);
    expect(plan).toContain(`🔧 ${t('plan-maintenance', { count: 1 })} AA123BB Toyota Prius\n`);
  });

  it('stays within what Telegram takes: what is done is only counted then, and no line is cut', async () => {
    for (let n = 0; n < 120; n++)
      await givenBooking(database, {
        id: 10_000 + n,
        startAt: inHours(-2),
        endAt: inHours(100),
        locationStart: 'Аэропорт, выход из зала прилёта',
        issuedAt: n < 60 ? inHours(-2) : null,
      });
    const plan = await planText();
    expect(plan.length).toBeLessThanOrEqual(4_000);
    expect(plan).toContain(t('plan-issues', { done: 60, total: 120 }));
    expect(plan).not.toContain('<s>');
    expect(plan.match(/<b>/g)?.length).toBe(plan.match(/<\/b>/g)?.length);
  });
});
