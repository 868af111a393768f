import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import {
  acceptInvitation,
  createInvitation,
  openInvitations,
  revokeInvitation,
  type Acceptance,
  type NewInvitation,
} from './invitations.js';
import { findMember } from './staff.js';

const ADMIN = 1n;
const NOW = new Date('2025-11-25T10:00:00Z');
const HOUR_MS = 3_600_000;
let database: OpenDatabase;
let prisma: PrismaClient;

beforeAll(async () => {
  database = await openTestDatabase();
  ({ prisma } = database);
});

afterEach(() => database.rows('truncate invitations, staff, audit_log'));

afterAll(() => database.close());

async function invite(invitation: Partial<NewInvitation> = {}): Promise<string> {
  const facts = {
    ...{ role: 'staff' as const, branches: ['tbilisi'], language: null, rentprogId: 77 },
    ...{ createdBy: ADMIN, now: NOW },
  };
  const { code } = await createInvitation(prisma, { ...facts, ...invitation });
  return code;
}

async function accept(code: string, telegramId: bigint, now = NOW): Promise<Acceptance['outcome']> {
  const person = { telegramId, name: `Person ${telegramId}`, username: null };
  const { outcome } = await prisma.$transaction((tx) => acceptInvitation(tx, code, person, now));
  return outcome;
}

describe('an invitation', () => {
  it('lets one person in with the role, the branches and the RentProg account that it names', async () => {
    const code = await invite({ role: 'manager', branches: ['tbilisi', 'batumi'] });
    expect(await findMember(prisma, 5n)).toBeNull();
    expect(await accept(code, 5n)).toBe('accepted');
    expect(await findMember(prisma, 5n)).toEqual({
      telegramId: 5n,
      name: 'Person 5',
      role: 'manager',
      branches: ['tbilisi', 'batumi'],
      language: null,
      rentprogId: 77,
      yougileId: null,
      workingHours: null,
      quietHours: { start: 22 * 60, end: 8 * 60 },
    });
    const entries = await prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entries.map((entry) => [entry.actor, entry.action, entry.details])).toEqual([
      [ADMIN, 'staff.invited', { role: 'manager', branches: ['tbilisi', 'batumi'] }],
      [5n, 'staff.joined', { role: 'manager', branches: ['tbilisi', 'batumi'], invitedBy: '1' }],
    ]);
  });

  it('gives no branch to a role that reaches everywhere', async () => {
    expect(await accept(await invite({ role: 'head', branches: [], rentprogId: null }), 5n)).toBe('accepted');
    expect(await findMember(prisma, 5n)).toMatchObject({ role: 'head', branches: [], rentprogId: null });
  });

  it('is used once', async () => {
    const code = await invite();
    expect(await accept(code, 5n)).toBe('accepted');
    expect(await accept(code, 6n)).toBe('used');
    expect(await findMember(prisma, 6n)).toBeNull();
  });

  it('lets in one of ten who press at once', async () => {
    const code = await invite();
    const people = Array.from({ length: 10 }, (_, n) => BigInt(10 + n));
    const answers = await Promise.all(people.map((telegramId) => accept(code, telegramId)));
    expect([...answers].sort()).toEqual(['accepted', ...Array.from({ length: 9 }, () => 'used')]);
    const [staff, ...others] = await prisma.staff.findMany();
    expect(staff?.telegramId).toBe(people[answers.indexOf('accepted')]);
    expect(others).toEqual([]);
    expect(await prisma.invitation.findMany({ select: { usedBy: true } })).toEqual([
      { usedBy: staff?.telegramId },
    ]);
  });

  it('lets a person in once who presses twice at once', async () => {
    const code = await invite();
    const answers = await Promise.all([accept(code, 5n), accept(code, 5n)]);
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1);
    expect(await prisma.staff.count()).toBe(1);
    expect(await prisma.auditEntry.count({ where: { action: 'staff.joined' } })).toBe(1);
  });

  it('is good for 72 hours', async () => {
    const [early, late] = [await invite(), await invite()];
    expect(await accept(early, 5n, new Date(NOW.getTime() + 72 * HOUR_MS - 1))).toBe('accepted');
    expect(await accept(late, 6n, new Date(NOW.getTime() + 72 * HOUR_MS))).toBe('expired');
    expect(await findMember(prisma, 6n)).toBeNull();
  });

  it('is good no more once it was revoked, which is on record', async () => {
    const code = await invite();
    const [{ id } = { id: '' }] = await prisma.invitation.findMany();
    const revoke = (): Promise<boolean> => revokeInvitation(prisma, { id, by: ADMIN, now: NOW });
    expect(await revoke()).toBe(true);
    expect(await revoke()).toBe(false);
    expect(await accept(code, 5n)).toBe('revoked');
    const actions = await prisma.auditEntry.findMany({ where: { subject: `invitation:${id}` } });
    expect(actions.map((entry) => entry.action)).toEqual(['staff.invitation_revoked']);
  });

  it('is not revoked once somebody has used it', async () => {
    expect(await accept(await invite(), 5n)).toBe('accepted');
    const [{ id } = { id: '' }] = await prisma.invitation.findMany();
    expect(await revokeInvitation(prisma, { id, by: ADMIN, now: NOW })).toBe(false);
  });

  it('is either used or revoked when both happen at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const telegramId = BigInt(50 + round);
      const code = await invite();
      const { id } = await prisma.invitation.findFirstOrThrow({ where: { usedAt: null, revokedAt: null } });
      const [outcome, revoked] = await Promise.all([
        accept(code, telegramId),
        revokeInvitation(prisma, { id, by: ADMIN, now: NOW }),
      ]);
      expect([outcome, revoked]).toEqual(
        (await findMember(prisma, telegramId)) === null ? ['revoked', true] : ['accepted', false],
      );
    }
  });

  it('is listed as open until it is used, revoked or too old', async () => {
    const [used, revoked] = [await invite(), await invite({ branches: ['batumi'] })];
    await invite({ branches: ['kutaisi'] });
    await accept(used, 5n);
    expect(revoked).not.toBe('');
    const { id } = await prisma.invitation.findFirstOrThrow({ where: { branches: { has: 'batumi' } } });
    await revokeInvitation(prisma, { id, by: ADMIN, now: NOW });
    const list = async (now: Date) => {
      const { total, invitations } = await openInvitations(prisma, now, { skip: 0, take: 9 });
      return [total, ...invitations.map((one) => one.branches.join())];
    };
    expect(await list(NOW)).toEqual([1, 'kutaisi']);
    expect(await list(new Date(NOW.getTime() + 72 * HOUR_MS))).toEqual([0]);
  });

  it('gives the language that it names', async () => {
    await accept(await invite({ language: 'ka' }), 5n);
    expect(await findMember(prisma, 5n)).toMatchObject({ language: 'ka' });
  });

  it('is not spent on somebody who is staff already, whose role it does not change', async () => {
    expect(await accept(await invite({ role: 'manager' }), 5n)).toBe('accepted');
    const code = await invite();
    expect(await accept(code, 5n)).toBe('already_staff');
    expect(await findMember(prisma, 5n)).toMatchObject({ role: 'manager' });
    expect(await accept(code, 6n)).toBe('accepted');
  });

  it('lets somebody who had left in again, with the new role and the language of before', async () => {
    await prisma.staff.create({
      data: {
        telegramId: 5n,
        name: 'Nino',
        role: 'admin',
        branches: ['batumi'],
        language: 'ka',
        leftAt: NOW,
      },
    });
    expect(await findMember(prisma, 5n)).toBeNull();
    expect(await accept(await invite(), 5n)).toBe('accepted');
    expect(await findMember(prisma, 5n)).toMatchObject({
      role: 'staff',
      branches: ['tbilisi'],
      language: 'ka',
    });
  });

  it('opens to its code only, which is stored nowhere', async () => {
    const code = await invite();
    expect(await accept(`${code}x`, 5n)).toBe('unknown');
    const [stored] = await database.rows<{ row: string }>('select i::text as row from invitations i');
    expect(stored?.row).not.toContain(code);
    expect(code.length).toBeGreaterThanOrEqual(22);
  });
});
