import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestDatabase, type OpenDatabase } from '../../test/support/database.js';
import { failureOf, runTool } from '../../test/support/tool.js';
import type { CompanyFacts } from '../domain/company/index.js';
import type { AnyTool } from '../engine/pipelines/index.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import { dataQueryTool } from './data-query.js';
import { answerQuery } from './queries/answer-query.js';
import { queries, type NamedQuery } from './queries/index.js';

const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

const branch = { title: '', chatId: -1n };
const company: CompanyFacts = {
  ...{ timezone: 'Asia/Tbilisi', currency: 'GEL', language: 'ru' },
  branches: { tbilisi: branch, batumi: branch },
};

let database: OpenDatabase;
let prisma: PrismaClient;
let tool: AnyTool;

beforeAll(async () => {
  database = await openTestDatabase();
  ({ prisma } = database);
  tool = dataQueryTool({ pool: database.pool, company });
  await prisma.client.create({ data: { id: 3, name: 'Anna', phone: '+995555000001' } });
  await prisma.car.createMany({
    data: [
      {
        id: 1,
        branch: 'tbilisi',
        plate: 'AA111AA',
        model: 'Prius',
        mileage: 52_000,
        fuelEighths: 8,
        clean: true,
      },
      { id: 2, branch: 'tbilisi', plate: 'BB222BB' },
      { id: 4, branch: 'batumi', plate: 'CC333CC' },
      { id: 5, branch: 'batumi', plate: 'DD444DD', deleted: true },
    ],
  });
  const here = { branch: 'tbilisi', clientId: 3 };
  await prisma.booking.createMany({
    data: [
      { ...here, id: 10, carId: 1, startAt: inHours(2), endAt: inHours(50), locationStart: 'Airport' },
      { ...here, id: 11, carId: 1, startAt: inHours(30), endAt: inHours(50) },
      { ...here, id: 12, carId: 2, startAt: inHours(-30), endAt: inHours(5), issuedAt: inHours(-30) },
      { ...here, id: 13, startAt: inHours(3), endAt: inHours(9), deleted: true },
      { id: 14, branch: 'batumi', carId: 4, startAt: inHours(-9), endAt: inHours(-1), inRent: true },
      { id: 15, branch: 'batumi', startAt: inHours(1), endAt: inHours(9) },
    ],
  });
  // 2 March in Tbilisi, 1 March in London.
  await handover({ at: '2026-03-01T21:30:00Z', depositAmount: 20_000, depositMethod: 'cash' });
  await handover({
    at: '2026-03-02T08:00:00Z',
    depositAmount: 5_000,
    depositMethod: 'cash',
    branch: 'batumi',
  });
  await handover({ at: '2026-03-02T09:00:00Z', kind: 'return', depositAmount: null, depositMethod: null });
  await handover({ at: '2026-03-02T20:30:00Z', depositAmount: 99_900, depositMethod: 'card' });
});

afterAll(() => database.close());

async function handover(given: {
  at: string;
  kind?: string;
  branch?: string;
  depositAmount: number | null;
  depositMethod: string | null;
}): Promise<void> {
  const { at, kind = 'issue', branch = 'tbilisi', ...deposit } = given;
  const id = randomUUID();
  await prisma.checklist.create({
    data: {
      ...{ id, kind, branch, bookingId: 10, staffId: 5001n, chatId: 1n, state: 'done', step: 'confirm' },
      definition: {},
    },
  });
  await prisma.handover.create({
    data: {
      ...{ checklistId: id, kind, bookingId: 10, carId: 1, staffId: 5001n, at, mileage: 52_010 },
      ...deposit,
      depositCurrency: deposit.depositAmount === null ? null : 'GEL',
      damage: [{ zone: 'door' }],
      missing: ['front'],
    },
  });
}

async function rowsOf(query: string, params: object = {}): Promise<Record<string, unknown>[]> {
  const { output } = await runTool(tool, { query, params });
  return (output as { rows: Record<string, unknown>[] }).rows;
}

describe('data.query', () => {
  it('tells the bookings whose car is to be given out', async () => {
    expect(await rowsOf('bookings.upcoming', { branch: 'tbilisi' })).toEqual([
      {
        ...{ id: 10, branch: 'tbilisi', state: null, responsible: null, location_start: 'Airport' },
        ...{ car_id: 1, plate: 'AA111AA', model: 'Prius', client: 'Anna' },
        start_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        end_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      },
    ]);
    expect(await rowsOf('bookings.upcoming', { branch: 'tbilisi', hours: 48 })).toMatchObject([
      { id: 10 },
      { id: 11 },
    ]);
    expect(await rowsOf('bookings.upcoming')).toMatchObject([{ id: 15 }, { id: 10 }]);
  });

  it('tells the bookings whose car is to come back, those overdue first', async () => {
    expect(await rowsOf('bookings.returning')).toMatchObject([
      { id: 14, overdue: true },
      { id: 12, overdue: false },
    ]);
  });

  it('tells the cars and which booking has each out', async () => {
    expect(await rowsOf('cars.of_branch', { branch: 'tbilisi' })).toMatchObject([
      { id: 1, mileage: 52_000, fuel_eighths: 8, clean: true, booking_id: null, back_at: null },
      { id: 2, booking_id: 12 },
    ]);
    expect(await rowsOf('cars.of_branch')).toHaveLength(3);
  });

  it("tells the handovers and deposits of a day in the company's zone", async () => {
    expect(await rowsOf('handovers.of_day', { day: '2026-03-02' })).toMatchObject([
      { kind: 'issue', branch: 'tbilisi', at: '2026-03-01T21:30:00.000Z', plate: 'AA111AA', mileage: 52_010 },
      { kind: 'issue', branch: 'batumi', damages: 1, missing: ['front'] },
      { kind: 'return' },
    ]);
    expect(await rowsOf('deposits.of_day', { day: '2026-03-02' })).toEqual([
      { branch: 'batumi', currency: 'GEL', method: 'cash', count: 1, amount_minor: 5_000 },
      { branch: 'tbilisi', currency: 'GEL', method: 'cash', count: 1, amount_minor: 20_000 },
    ]);
    expect(await rowsOf('deposits.of_day', { day: '2026-02-28' })).toEqual([]);
  });

  it('gives no phones away', async () => {
    for (const { name } of queries) {
      const rows = await rowsOf(name, name.endsWith('_day') ? { day: '2026-03-02' } : {});
      expect(JSON.stringify(rows), name).not.toContain('995555');
    }
  });

  it('names the branches when there is no such one', async () => {
    const error = await failureOf(runTool(tool, { query: 'cars.of_branch', params: { branch: 'paris' } }));
    expect(error).toMatchObject({ code: 'tool.no_such_branch', retryable: false });
  });

  it.each([
    { query: 'staff.phones' },
    { query: 'cars.of_branch', params: { limit: 1 } },
    { query: 'handovers.of_day', params: { day: 'yesterday' } },
    { query: 'handovers.of_day' },
    { query: 'bookings.upcoming', params: { hours: 100_000 } },
  ])('takes no %j', (input) => {
    expect(tool.input.safeParse(input).success).toBe(false);
  });

  it.each([
    ['write', "update cars set plate = 'stolen' returning id", 5_000, 'read-only'],
    ['take for ever', 'select pg_sleep(20)', 50, 'statement timeout'],
  ])('could not %s, whatever the query', async (_what, text, timeoutMs, fault) => {
    const query: NamedQuery = {
      ...{ name: 'evil', description: '', statement: { name: `evil-${timeoutMs}`, text } },
      ...{ params: z.object({}), values: () => [], row: z.object({}) },
    };
    await expect(answerQuery(query, {}, { pool: database.pool, company, timeoutMs })).rejects.toThrow(fault);
    expect(await prisma.car.count({ where: { plate: 'stolen' } })).toBe(0);
  });
});
