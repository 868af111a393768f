import { newSecretCode, sha256 } from '../../kernel/ids.js';
import type { Prisma } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import type { StaffRole } from './permissions.js';

const VALID_MS = 72 * 3_600_000;

export interface NewInvitation {
  role: StaffRole;
  /** Null for roles that reach everywhere. */
  branch: string | null;
  rentprogId: number | null;
  createdBy: bigint;
  now: Date;
}

/** Makes an invitation for one person, valid for 72 hours. The code is only in the answer; its hash is stored. */
export async function createInvitation(
  tx: Prisma.TransactionClient,
  invitation: NewInvitation,
): Promise<{ code: string; expiresAt: Date }> {
  const code = newSecretCode();
  const expiresAt = new Date(invitation.now.getTime() + VALID_MS);
  const { role, branch, rentprogId, createdBy } = invitation;
  await tx.invitation.create({
    data: { codeHash: sha256(code), role, branch, rentprogId, createdBy, expiresAt },
  });
  await audit(tx, { actor: createdBy, action: 'staff.invited', subject: 'staff', details: { role, branch } });
  return { code, expiresAt };
}

export type Acceptance = 'accepted' | 'unknown' | 'used' | 'expired' | 'already_staff';

/** Lets the person in. Of two who press at once one gets in: the row is taken by a conditional update. */
export async function acceptInvitation(
  tx: Prisma.TransactionClient,
  code: string,
  person: { telegramId: bigint; name: string; username: string | null },
  now: Date,
): Promise<Acceptance> {
  const invitation = await tx.invitation.findUnique({ where: { codeHash: sha256(code) } });
  if (invitation === null) return 'unknown';
  const known = await tx.staff.findUnique({ where: { telegramId: person.telegramId } });
  if (known?.leftAt === null) return 'already_staff';
  if (invitation.usedAt !== null) return 'used';
  if (invitation.expiresAt <= now || invitation.revokedAt !== null) return 'expired';
  const taken = await tx.invitation.updateMany({
    where: { id: invitation.id, usedAt: null },
    data: { usedAt: now, usedBy: person.telegramId },
  });
  if (taken.count === 0) return 'used';
  const facts = {
    name: person.name,
    username: person.username,
    role: invitation.role,
    branches: invitation.branch === null ? [] : [invitation.branch],
    rentprogId: invitation.rentprogId,
  };
  await tx.staff.upsert({
    where: { telegramId: person.telegramId },
    create: { telegramId: person.telegramId, ...facts },
    update: { ...facts, leftAt: null, joinedAt: now },
  });
  await audit(tx, {
    actor: person.telegramId,
    action: 'staff.joined',
    subject: `staff:${person.telegramId}`,
    details: { role: invitation.role, branch: invitation.branch, invitedBy: String(invitation.createdBy) },
  });
  return 'accepted';
}
