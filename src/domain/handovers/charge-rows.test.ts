import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { companyInTest, NOON } from '../../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { Approval, Charge } from '../../platform/prisma/index.js';
import { decideRequest, expireRequest } from '../approvals/index.js';
import type { Person } from '../staff/index.js';
import { billOf } from './bill.js';
import {
  chargesOfReturn,
  decideCharges,
  nameAmount,
  syncCharges,
  withdrawCharges,
  type ChargedReturn,
} from './charge-rows.js';
import type { ChargeLine } from './charges.js';

const manager: Person = { telegramId: 2n, name: 'Irina', role: 'manager', branches: ['tbilisi'] };
const correlationId = 'c1';

const fuel: ChargeLine = {
  ...{ kind: 'fuel', part: '', quantity: 2, amount: 4_000, currency: 'GEL', zone: null, note: null },
};
const late: ChargeLine = { ...fuel, kind: 'late', quantity: 3, amount: 4_500 };
const dent: ChargeLine = {
  ...fuel,
  ...{ kind: 'damage', part: 'mark-0', quantity: 1, amount: null, zone: 'roof', note: 'dent' },
};
const scratch: ChargeLine = { ...dent, part: 'mark-1', zone: 'left', note: null };

let database: OpenDatabase;
const deps = companyInTest();
let of: ChargedReturn;

beforeAll(async () => {
  database = await openTestDatabase();
  const { telegramId, name, role, branches } = manager;
  await database.prisma.staff.createMany({
    data: [
      { telegramId: 1n, name: 'Nino', role: 'staff', branches: ['tbilisi'] },
      { telegramId, name, role, branches: [...branches] },
    ],
  });
});

beforeEach(async () => {
  await database.rows('truncate charges, approvals, effects, jobs, audit_log cascade');
  of = {
    ...{ checklistId: randomUUID(), bookingId: 506_539, branch: 'tbilisi', carId: null, car: 'AA123BB' },
    ...{ staffId: 1n, correlationId },
  };
});

afterAll(() => database.close());

function sync(...wanted: ChargeLine[]): Promise<Charge[]> {
  return database.workshop.transact((work) =>
    syncCharges(work, deps, of, wanted, ({ kind, quantity }) => ({
      key: `charge-kind-${kind}`,
      values: { quantity, place: '' },
    })),
  );
}

async function standing(): Promise<unknown[]> {
  const rows = await chargesOfReturn(database.prisma, of.checklistId);
  return rows.map(({ kind, amount, state }) => [kind, amount, state]);
}

function requests(): Promise<Approval[]> {
  return database.prisma.approval.findMany({ orderBy: { requestedAt: 'asc' } });
}

async function pending(): Promise<Approval> {
  return database.prisma.approval.findFirstOrThrow({ where: { state: 'pending' } });
}

async function decide(decision: 'approved' | 'rejected'): Promise<Awaited<ReturnType<typeof decideCharges>>> {
  const { id } = await pending();
  await database.workshop.transact((work) =>
    decideRequest(work, deps, { id, decision, by: manager, correlationId }),
  );
  return database.workshop.transact((work) => decideCharges(work.tx, id));
}

function name(chargeId: string, minor: number, by = 2n): Promise<boolean> {
  return database.workshop.transact((work) => nameAmount(work.tx, { chargeId, minor, by, now: NOON }));
}

describe('what a return is charged for', () => {
  it('is asked of a manager in one request with the sum of all that has an amount', async () => {
    await sync(fuel, late, dent);
    expect(await requests()).toMatchObject([
      {
        kind: 'extra_charge',
        state: 'pending',
        subject: `return:${of.checklistId}`,
        payload: { money: { minor: 8_500, currency: 'GEL' } },
      },
    ]);
    expect(await standing()).toEqual(
      expect.arrayContaining([
        ['fuel', 4_000, 'pending'],
        ['late', 4_500, 'pending'],
        ['damage', null, 'pending'],
      ]),
    );
  });

  it('is not asked again while it stays the same', async () => {
    await sync(fuel, dent);
    await sync(fuel, dent);
    expect(await requests()).toHaveLength(1);
    expect(await database.prisma.charge.count()).toBe(2);
  });

  it('is asked anew, and the old request taken back, when it changes', async () => {
    await sync(fuel, late);
    await sync({ ...fuel, quantity: 1, amount: 2_000 }, late);
    const found = await requests();
    expect(found.map(({ state }) => state).sort()).toEqual(['pending', 'withdrawn']);
    expect(await pending()).toMatchObject({ payload: { money: { minor: 6_500 } } });
    await decide('approved');
    expect(await standing()).toEqual(
      expect.arrayContaining([
        ['late', 4_500, 'approved'],
        ['fuel', 2_000, 'approved'],
      ]),
    );
  });

  it('is nothing when nothing is left of it: the request is taken back', async () => {
    await sync(fuel);
    await sync();
    expect(await requests()).toMatchObject([{ state: 'withdrawn' }]);
    expect(await standing()).toEqual([]);
  });

  it('is nothing when the return is cancelled', async () => {
    await sync(fuel, dent);
    await database.workshop.transact((work) => withdrawCharges(work, deps, of));
    expect(await requests()).toMatchObject([{ state: 'withdrawn' }]);
    expect(await standing()).toEqual([]);
  });

  it('is asked of nobody when no rate gives an amount', async () => {
    await sync(dent);
    expect(await requests()).toEqual([]);
  });
});

describe('a manager’s decision', () => {
  it('approves what it was about; more that is found later is asked by itself', async () => {
    await sync(fuel);
    expect(await decide('approved')).toEqual({ checklistId: of.checklistId, approved: true });
    await sync(fuel, late);
    expect(await standing()).toEqual([
      ['fuel', 4_000, 'approved'],
      ['late', 4_500, 'pending'],
    ]);
    expect(await pending()).toMatchObject({ payload: { money: { minor: 4_500 } } });
  });

  it('counts once: the job that brings it may come twice', async () => {
    await sync(fuel);
    await decide('rejected');
    const [request] = await requests();
    const again = await database.workshop.transact((work) => decideCharges(work.tx, request?.id ?? ''));
    expect(again).toBeNull();
    expect(await standing()).toEqual([['fuel', 4_000, 'rejected']]);
  });

  it('that nobody took in time charges nobody', async () => {
    await sync(fuel);
    const { id } = await pending();
    await database.workshop.transact((work) => expireRequest(work, deps, id, correlationId));
    await database.workshop.transact((work) => decideCharges(work.tx, id));
    expect(await standing()).toEqual([['fuel', 4_000, 'rejected']]);
  });

  it('goes on as a job with its own kind', async () => {
    await sync(fuel);
    const { id } = await pending();
    await database.workshop.transact((work) =>
      decideRequest(work, deps, { id, decision: 'approved', by: manager, correlationId }),
    );
    expect(await database.prisma.job.findMany({ where: { kind: 'return.charges_decided' } })).toMatchObject([
      { payload: { approvalId: id } },
    ]);
  });
});

describe('the amount of what has no rate', () => {
  it('is named by a manager, which approves it, and stands when the return is looked at again', async () => {
    const [row] = await sync(dent);
    expect(await name(row?.id ?? '', 15_000)).toBe(true);
    await sync(dent);
    expect(await standing()).toEqual([['damage', 15_000, 'approved']]);
  });

  it('of nothing means that the client does not pay', async () => {
    const [row] = await sync(dent);
    await name(row?.id ?? '', 0);
    expect(await standing()).toEqual([['damage', null, 'rejected']]);
  });

  it('is the one of the first, when two name it at the same time', async () => {
    const [row] = await sync(dent);
    const told = await Promise.all([name(row?.id ?? '', 10_000, 2n), name(row?.id ?? '', 20_000, 3n)]);
    expect(told.sort()).toEqual([false, true]);
    expect(await database.prisma.auditEntry.count({ where: { action: 'charge.named' } })).toBe(1);
  });

  it('cannot be named for what a request is to decide, or for what is not charged any more', async () => {
    const rows = await sync(fuel, dent);
    const idOf = (kind: string): string => rows.find((row) => row.kind === kind)?.id ?? '';
    expect(await name(idOf('fuel'), 1)).toBe(false);
    await sync(fuel);
    expect(await name(idOf('damage'), 15_000)).toBe(false);
  });
});

describe('the bill', () => {
  it('says what is due as if all were approved, and what is decided', async () => {
    await sync(fuel, dent, scratch);
    const rows = await chargesOfReturn(database.prisma, of.checklistId);
    const held = { minor: 20_000, currency: 'GEL' };
    expect(billOf(held, rows)).toMatchObject({
      due: [{ minor: 16_000, currency: 'GEL' }],
      decided: [held],
      ...{ open: 3, unpriced: 2 },
    });
    await decide('approved');
    for (const row of rows.filter(({ kind }) => kind === 'damage')) await name(row.id, 5_000);
    const bill = billOf(held, await chargesOfReturn(database.prisma, of.checklistId));
    expect(bill).toMatchObject({ decided: [{ minor: 6_000, currency: 'GEL' }], open: 0 });
    expect(bill.due).toEqual(bill.decided);
  });
});
