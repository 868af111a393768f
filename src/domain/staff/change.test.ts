import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import { changeMember, lastChangeOf, type ChangeOutcome, type StaffChange } from './change.js';
import { addShifts } from './duty.js';
import { acceptInvitation, createInvitation } from './invitations.js';
import { findRecord } from './roster.js';
import { findMember } from './staff.js';

const NOW = new Date('2031-03-03T08:00:00Z');
const HOUR_MS = 3_600_000;
const [NINO, EKA, GIORGI] = [1n, 2n, 3n];

let database: OpenDatabase;
let prisma: PrismaClient;

beforeAll(async () => {
  database = await openTestDatabase();
  ({ prisma } = database);
});

afterEach(() => database.rows('truncate staff, invitations, duty_shifts, conversation_states, audit_log'));

afterAll(() => database.close());

async function hire(telegramId: bigint, name: string, role: string, ...branches: string[]): Promise<void> {
  await prisma.staff.create({ data: { telegramId, name, role, branches } });
}

async function change(
  by: bigint,
  telegramId: bigint,
  wanted: StaffChange,
  seen?: number,
): Promise<ChangeOutcome> {
  const revision = seen ?? (await findRecord(prisma, telegramId))?.revision ?? 1;
  return prisma.$transaction((tx) =>
    changeMember(tx, { by, telegramId, revision, change: wanted, now: NOW }),
  );
}

describe('changing somebody', () => {
  it('gives and takes branches, of which one stays', async () => {
    await hire(NINO, 'Nino', 'admin');
    await hire(GIORGI, 'Giorgi', 'staff', 'tbilisi');
    expect(await change(NINO, GIORGI, { branch: 'batumi', belongs: true })).toBe('changed');
    expect(await change(NINO, GIORGI, { branch: 'batumi', belongs: true })).toBe('unchanged');
    expect(await change(NINO, GIORGI, { branch: 'tbilisi', belongs: false })).toBe('changed');
    expect(await change(NINO, GIORGI, { branch: 'batumi', belongs: false })).toBe('last_branch');
    expect(await findMember(prisma, GIORGI)).toMatchObject({ branches: ['batumi'] });
  });

  it('is for admins only, whoever asks', async () => {
    await hire(EKA, 'Eka', 'manager', 'tbilisi');
    await hire(GIORGI, 'Giorgi', 'staff', 'tbilisi');
    expect(await change(EKA, GIORGI, { role: 'admin' })).toBe('refused');
    expect(await change(99n, GIORGI, { left: true })).toBe('refused');
    expect(await findMember(prisma, GIORGI)).toMatchObject({ role: 'staff' });
  });

  it('of which two admins saw the same page is made once; the other is told who was first', async () => {
    await hire(NINO, 'Nino', 'admin');
    await hire(EKA, 'Eka', 'admin');
    await hire(GIORGI, 'Giorgi', 'staff', 'tbilisi');
    const outcomes = await Promise.all([
      change(NINO, GIORGI, { role: 'manager' }, 1),
      change(EKA, GIORGI, { role: 'head' }, 1),
    ]);
    expect([...outcomes].sort()).toEqual(['changed', 'stale']);
    const first = outcomes[0] === 'changed';
    expect(await findMember(prisma, GIORGI)).toMatchObject({ role: first ? 'manager' : 'head' });
    expect(await lastChangeOf(prisma, GIORGI)).toMatchObject({ by: first ? 'Nino' : 'Eka' });
    expect(await prisma.auditEntry.count()).toBe(1);
  });

  it('leaves an admin, whatever admins do to themselves and to each other at once', async () => {
    await hire(NINO, 'Nino', 'admin');
    expect(await change(NINO, NINO, { left: true })).toBe('last_admin');
    expect(await change(NINO, NINO, { role: 'staff' })).toBe('last_admin');
    await hire(EKA, 'Eka', 'admin');
    const outcomes = await Promise.all([
      change(NINO, EKA, { left: true }, 1),
      change(EKA, NINO, { left: true }, 1),
    ]);
    // Whoever came second is an admin no more.
    expect([...outcomes].sort()).toEqual(['changed', 'refused']);
    expect(await prisma.staff.count({ where: { role: 'admin', leftAt: null } })).toBe(1);
  });

  it('takes branches from who reaches everywhere, and asks for one on the way down', async () => {
    await hire(NINO, 'Nino', 'admin');
    await hire(GIORGI, 'Giorgi', 'manager', 'tbilisi');
    expect(await change(NINO, GIORGI, { role: 'head' })).toBe('changed');
    expect(await findMember(prisma, GIORGI)).toMatchObject({ role: 'head', branches: [] });
    expect(await change(NINO, GIORGI, { role: 'staff' })).toBe('changed');
    expect(await change(NINO, GIORGI, { branch: 'batumi', belongs: true })).toBe('changed');
    expect(await findMember(prisma, GIORGI)).toMatchObject({ role: 'staff', branches: ['batumi'] });
  });

  it('sets and clears the numbers by which other systems know them', async () => {
    await hire(NINO, 'Nino', 'admin');
    await hire(GIORGI, 'Giorgi', 'staff', 'tbilisi');
    await change(NINO, GIORGI, { rentprogId: 10_011 });
    await change(NINO, GIORGI, { yougileId: '7b0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22' });
    expect(await findMember(prisma, GIORGI)).toMatchObject({
      rentprogId: 10_011,
      yougileId: '7b0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22',
    });
    await change(NINO, GIORGI, { rentprogId: null });
    expect(await findMember(prisma, GIORGI)).toMatchObject({ rentprogId: null });
  });
});

describe('somebody who leaves', () => {
  it('is nobody from then on; shifts to come and what they were being asked are gone', async () => {
    await hire(NINO, 'Nino', 'admin');
    await hire(GIORGI, 'Giorgi', 'staff', 'tbilisi');
    const hours = (from: number, to: number) => ({
      startsAt: new Date(NOW.getTime() + from * HOUR_MS),
      endsAt: new Date(NOW.getTime() + to * HOUR_MS),
    });
    const early = new Date(NOW.getTime() - 3 * HOUR_MS);
    await prisma.$transaction((tx) =>
      addShifts(tx, {
        ...{ branch: 'tbilisi', telegramId: GIORGI, by: NINO, now: early },
        spans: [hours(-2, 6), hours(24, 32)],
      }),
    );
    for (const key of ['3::3', '-100:7:3', '13::13', '3::33'])
      await prisma.conversationState.create({ data: { key, state: {} } });
    expect(await change(NINO, GIORGI, { left: true })).toBe('changed');
    expect(await findMember(prisma, GIORGI)).toBeNull();
    expect(await prisma.dutyShift.findMany()).toMatchObject([{ endsAt: NOW }]);
    const kept = await prisma.conversationState.findMany({ orderBy: { key: 'asc' } });
    expect(kept.map((one) => one.key).sort()).toEqual(['13::13', '3::33']);
    expect(await change(NINO, GIORGI, { role: 'head' })).toBe('gone');
    expect(await change(NINO, GIORGI, { left: true })).toBe('gone');
  });
});

describe('the invitations of an admin', () => {
  it.each<[string, StaffChange]>([
    ['who leaves', { left: true }],
    ['who is one no more', { role: 'head' }],
  ])('%s let nobody in any more, least of all themselves', async (_who, wanted) => {
    await hire(NINO, 'Nino', 'admin');
    await hire(EKA, 'Eka', 'admin');
    const facts = { role: 'admin' as const, branches: [], language: null, rentprogId: null, now: NOW };
    const { code } = await createInvitation(prisma, { ...facts, createdBy: EKA });
    const { code: other } = await createInvitation(prisma, { ...facts, createdBy: NINO });
    expect(await change(NINO, EKA, wanted)).toBe('changed');
    const accept = async (used: string, telegramId: bigint): Promise<string> => {
      const person = { telegramId, name: 'Somebody', username: null };
      return (await prisma.$transaction((tx) => acceptInvitation(tx, used, person, NOW))).outcome;
    };
    expect(await accept(code, 21n)).toBe('revoked');
    expect(await accept(other, 22n)).toBe('accepted');
    expect(await prisma.auditEntry.count({ where: { action: 'staff.invitation_revoked' } })).toBe(1);
  });
});
