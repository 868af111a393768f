import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import {
  decideApproval,
  exceptionState,
  expireApproval,
  findApproval,
  requestApproval,
  withdrawApproval,
} from './approvals.js';

const NINO = 1n;
const BOSS = 2n;
const NOW = new Date('2025-11-25T10:00:00Z');
let database: OpenDatabase;
let prisma: PrismaClient;

beforeAll(async () => {
  database = await openTestDatabase();
  ({ prisma } = database);
});

afterEach(() => database.rows('truncate approvals, audit_log cascade'));

afterAll(() => database.close());

function request(subject = 'checklist:1'): Promise<{ id: string; replaced: string | null }> {
  return prisma.$transaction((tx) =>
    requestApproval(tx, {
      kind: 'deposit_exception',
      branch: 'tbilisi',
      subject,
      payload: { amount: 0 },
      requestedBy: NINO,
      expiresAt: new Date('2025-11-25T11:00:00Z'),
    }),
  );
}

async function audited(): Promise<string[]> {
  const entries = await prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
  return entries.map((entry) => `${entry.actor ?? 'nobody'} ${entry.action}`);
}

describe('a request for a decision', () => {
  it('is decided by the first of ten who press at once; the others are told who that was', async () => {
    const { id } = await request();
    const deciders = Array.from({ length: 10 }, (_, n) => BigInt(100 + n));
    const decided = await Promise.all(
      deciders.map((by) =>
        prisma.$transaction((tx) =>
          decideApproval(tx, id, by % 2n === 0n ? 'approved' : 'rejected', by, NOW),
        ),
      ),
    );
    const winners = deciders.filter((_, index) => decided[index]?.first);
    expect(winners).toHaveLength(1);
    const decision = (winners[0] ?? 0n) % 2n === 0n ? 'approved' : 'rejected';
    for (const one of decided)
      expect(one?.approval).toMatchObject({ state: decision, decidedBy: winners[0], decidedAt: NOW });
    expect(await audited()).toEqual(['1 approval.requested', `${winners[0] ?? ''} approval.${decision}`]);
  });

  it('stays decided: a second press, its expiry and its withdrawal come too late', async () => {
    const { id } = await request();
    expect(await decideApproval(prisma, id, 'approved', BOSS, NOW)).toMatchObject({ first: true });
    expect(await decideApproval(prisma, id, 'rejected', BOSS, NOW)).toMatchObject({
      first: false,
      approval: { state: 'approved', decidedBy: BOSS },
    });
    expect(await expireApproval(prisma, id, NOW)).toBe(false);
    expect(await withdrawApproval(prisma, 'checklist:1', NINO)).toBeNull();
    expect(await exceptionState(prisma, 'checklist:1')).toBe('approved');
    expect(await audited()).toEqual(['1 approval.requested', '2 approval.approved']);
  });

  it('that was withdrawn can be decided no more, and it is as if nobody had asked', async () => {
    const { id } = await request();
    expect(await withdrawApproval(prisma, 'checklist:1', NINO)).toBe(id);
    expect(await withdrawApproval(prisma, 'checklist:1', NINO)).toBeNull();
    expect(await decideApproval(prisma, id, 'approved', BOSS, NOW)).toMatchObject({
      first: false,
      approval: { state: 'withdrawn', decidedBy: NINO },
    });
    expect(await exceptionState(prisma, 'checklist:1')).toBeNull();
    expect(await audited()).toEqual(['1 approval.requested', '1 approval.withdrawn']);
  });

  it('that nobody decided in time expires once and counts as a refusal', async () => {
    const { id } = await request();
    expect(await expireApproval(prisma, id, NOW)).toBe(true);
    expect(await expireApproval(prisma, id, NOW)).toBe(false);
    expect(await decideApproval(prisma, id, 'approved', BOSS, NOW)).toMatchObject({
      first: false,
      approval: { state: 'expired', decidedBy: null, decidedAt: NOW },
    });
    expect(await exceptionState(prisma, 'checklist:1')).toBe('rejected');
    expect(await audited()).toEqual(['1 approval.requested', 'nobody approval.expired']);
  });

  it('takes the place of the one that is still open about the same thing, and of no other', async () => {
    const other = await request('checklist:2');
    const first = await request();
    const second = await request();
    expect(second.replaced).toBe(first.id);
    expect(await findApproval(prisma, first.id)).toMatchObject({ state: 'withdrawn' });
    expect(await findApproval(prisma, other.id)).toMatchObject({ state: 'pending' });
    expect(await exceptionState(prisma, 'checklist:1')).toBe('pending');
    await decideApproval(prisma, second.id, 'rejected', BOSS, NOW);
    expect(await exceptionState(prisma, 'checklist:1')).toBe('rejected');
    const third = await request();
    expect(third.replaced).toBeNull();
    expect(await exceptionState(prisma, 'checklist:1')).toBe('pending');
  });

  it('is open once about one thing, also when it is made twice at once', async () => {
    await Promise.allSettled([request(), request()]);
    expect(await prisma.approval.count({ where: { state: 'pending' } })).toBe(1);
  });

  it('that was never made is not decided', async () => {
    expect(await decideApproval(prisma, randomUUID(), 'approved', BOSS, NOW)).toBeNull();
    expect(await exceptionState(prisma, 'checklist:9')).toBeNull();
    expect(await audited()).toEqual([]);
  });
});
