import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import { addShifts, findShift, removeShift, shiftsBetween, spansOf, type Span } from './duty.js';
import { onDuty, responsibleFor } from './staff.js';

const ZONE = 'Asia/Tbilisi';
/** Noon in Tbilisi. */
const NOW = new Date('2031-03-03T08:00:00Z');
const DAY = { start: 9 * 60, end: 21 * 60 };
const NIGHT = { start: 21 * 60, end: 9 * 60 };
const [NINO, GIORGI, LEVAN] = [1n, 2n, 3n];

let database: OpenDatabase;
let prisma: PrismaClient;

beforeAll(async () => {
  database = await openTestDatabase();
  ({ prisma } = database);
});

afterEach(() => database.rows('truncate staff, duty_shifts, audit_log'));

afterAll(() => database.close());

async function hire(telegramId: bigint, name: string, role: string, ...branches: string[]): Promise<void> {
  await prisma.staff.create({ data: { telegramId, name, role, branches } });
}

async function put(telegramId: bigint, spans: Span[], branch = 'tbilisi'): Promise<number | null> {
  const result = await prisma.$transaction((tx) =>
    addShifts(tx, { branch, telegramId, spans, by: NINO, now: NOW }),
  );
  return result?.added.length ?? null;
}

async function dutyAt(moment: string, branch = 'tbilisi'): Promise<string[]> {
  return (await onDuty(prisma, branch, new Date(moment))).map((one) => one.name);
}

describe('shifts', () => {
  it('are hours of local days, over midnight too', () => {
    const iso = (spans: Span[]) =>
      spans.map((span) => `${span.startsAt.toISOString()} ${span.endsAt.toISOString()}`);
    expect(iso(spansOf('2031-03-03', 1, DAY, ZONE))).toEqual([
      '2031-03-03T05:00:00.000Z 2031-03-03T17:00:00.000Z',
    ]);
    expect(iso(spansOf('2031-03-03', 2, NIGHT, ZONE))).toEqual([
      '2031-03-03T17:00:00.000Z 2031-03-04T05:00:00.000Z',
      '2031-03-04T17:00:00.000Z 2031-03-05T05:00:00.000Z',
    ]);
  });

  it('keep their hours on the wall when the clocks change', () => {
    const spans = spansOf('2031-03-29', 2, NIGHT, 'Europe/Berlin');
    const hours = spans.map((span) => (span.endsAt.getTime() - span.startsAt.getTime()) / 3_600_000);
    expect(hours).toEqual([11, 12]);
  });

  it('say who is on duty: from the start on, until the end', async () => {
    await hire(GIORGI, 'Giorgi', 'staff', 'tbilisi');
    await hire(LEVAN, 'Levan', 'staff', 'tbilisi');
    expect(await put(GIORGI, spansOf('2031-03-03', 1, DAY, ZONE))).toBe(1);
    expect(await put(LEVAN, spansOf('2031-03-03', 1, NIGHT, ZONE))).toBe(1);
    expect(await dutyAt('2031-03-03T16:59:59Z')).toEqual(['Giorgi']);
    expect(await dutyAt('2031-03-03T17:00:00Z')).toEqual(['Levan']);
    expect(await dutyAt('2031-03-04T05:00:00Z')).toEqual([]);
    expect(await dutyAt('2031-03-03T12:00:00Z', 'batumi')).toEqual([]);
  });

  it('are given once, also by two managers at once, and never two at a time', async () => {
    await hire(GIORGI, 'Giorgi', 'staff', 'tbilisi', 'batumi');
    const week = spansOf('2031-03-03', 7, DAY, ZONE);
    const added = await Promise.all([put(GIORGI, week), put(GIORGI, week), put(GIORGI, week, 'batumi')]);
    expect([...added].sort()).toEqual([0, 0, 7]);
    // The night begins when the day has ended.
    expect(await put(GIORGI, spansOf('2031-03-03', 1, NIGHT, ZONE))).toBe(1);
    expect(await put(GIORGI, spansOf('2031-03-04', 1, { start: 600, end: 660 }, ZONE))).toBe(0);
  });

  it('are not given in the past, nor to who does not work there', async () => {
    await hire(GIORGI, 'Giorgi', 'staff', 'tbilisi');
    expect(await put(GIORGI, spansOf('2031-03-02', 1, DAY, ZONE))).toBe(0);
    expect(await put(GIORGI, spansOf('2031-03-03', 1, DAY, ZONE), 'batumi')).toBeNull();
    expect(await put(LEVAN, spansOf('2031-03-03', 1, DAY, ZONE))).toBeNull();
    await prisma.staff.update({ where: { telegramId: GIORGI }, data: { leftAt: NOW } });
    expect(await put(GIORGI, spansOf('2031-03-03', 1, DAY, ZONE))).toBeNull();
  });

  it('are taken away once, and it is on record', async () => {
    await hire(GIORGI, 'Giorgi', 'staff', 'tbilisi');
    await put(GIORGI, spansOf('2031-03-03', 1, DAY, ZONE));
    const [shift] = await shiftsBetween(prisma, 'tbilisi', NOW, new Date('2031-03-04T00:00:00Z'));
    if (shift === undefined) throw new Error('no shift');
    expect(await removeShift(prisma, shift, NINO)).toBe(true);
    expect(await removeShift(prisma, shift, NINO)).toBe(false);
    expect(await findShift(prisma, shift.id)).toBeNull();
    const entries = await prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entries.map((entry) => entry.action)).toEqual(['duty.added', 'duty.removed']);
  });
});

describe('who is responsible for a handover', () => {
  const noon = new Date('2031-03-03T08:00:00Z');
  const names = async (responsibleId: number | null, at: Date): Promise<string[]> =>
    (await responsibleFor(prisma, { branch: 'tbilisi', responsibleId }, at)).map((one) => one.name);

  it('is whom RentProg names, otherwise who is on duty then, otherwise everybody of the branch', async () => {
    await hire(NINO, 'Nino', 'admin');
    await hire(GIORGI, 'Giorgi', 'staff', 'tbilisi');
    await hire(LEVAN, 'Levan', 'staff', 'tbilisi');
    await prisma.staff.update({ where: { telegramId: LEVAN }, data: { rentprogId: 77 } });
    await put(GIORGI, spansOf('2031-03-03', 1, DAY, ZONE));
    expect(await names(77, noon)).toEqual(['Levan']);
    expect(await names(null, noon)).toEqual(['Giorgi']);
    // RentProg names somebody whom nobody here knows.
    expect(await names(5, noon)).toEqual(['Giorgi']);
    expect(await names(null, new Date('2031-03-03T18:00:00Z'))).toEqual(['Giorgi', 'Levan']);
  });

  it('is somebody, as long as anybody works here', async () => {
    await hire(NINO, 'Nino', 'admin');
    expect(await names(null, noon)).toEqual(['Nino']);
  });
});
