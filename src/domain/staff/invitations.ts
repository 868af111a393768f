import { newSecretCode, sha256 } from '../../kernel/ids.js';
import type { Language } from '../../platform/i18n/index.js';
import type { Invitation, Prisma } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import type { StaffRole } from './permissions.js';

const VALID_MS = 72 * 3_600_000;

export interface NewInvitation {
  role: StaffRole;
  /** Empty for roles that reach everywhere. */
  branches: readonly string[];
  /** Null: the person chooses when they come in. */
  language: Language | null;
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
  const { role, language, rentprogId, createdBy } = invitation;
  const branches = [...invitation.branches];
  await tx.invitation.create({
    data: { codeHash: sha256(code), role, branches, language, rentprogId, createdBy, expiresAt },
  });
  await audit(tx, {
    actor: createdBy,
    action: 'staff.invited',
    subject: 'staff',
    details: { role, branches },
  });
  return { code, expiresAt };
}

/** Those by which somebody can still come in, the newest first. */
export async function openInvitations(
  tx: Prisma.TransactionClient,
  now: Date,
  page: { skip: number; take: number },
): Promise<{ total: number; invitations: Invitation[] }> {
  const where = { usedAt: null, revokedAt: null, expiresAt: { gt: now } };
  const [total, invitations] = [
    await tx.invitation.count({ where }),
    await tx.invitation.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], ...page }),
  ];
  return { total, invitations };
}

/** Takes it back. False when it is too late: it was used or revoked before. */
export async function revokeInvitation(
  tx: Prisma.TransactionClient,
  revoked: { id: string; by: bigint; now: Date },
): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: { id: revoked.id, usedAt: null, revokedAt: null },
    data: { revokedAt: revoked.now },
  });
  if (count === 0) return false;
  const subject = `invitation:${revoked.id}`;
  await audit(tx, { actor: revoked.by, action: 'staff.invitation_revoked', subject });
  return true;
}

/** Takes back all that somebody made and nobody has used: they may let nobody in any more. */
export async function revokeInvitationsOf(
  tx: Prisma.TransactionClient,
  revoked: { createdBy: bigint; by: bigint; now: Date },
): Promise<void> {
  const { createdBy, by, now } = revoked;
  const rows = await tx.invitation.updateManyAndReturn({
    where: { createdBy, usedAt: null, revokedAt: null },
    data: { revokedAt: now },
    select: { id: true },
  });
  for (const { id } of rows)
    await audit(tx, { actor: by, action: 'staff.invitation_revoked', subject: `invitation:${id}` });
}

export type Acceptance =
  | { outcome: 'accepted'; invitation: Invitation }
  | { outcome: 'unknown' | 'used' | 'expired' | 'revoked' | 'already_staff' };

/** Lets the person in. Of two who press at once one gets in: the row is taken by a conditional update. */
export async function acceptInvitation(
  tx: Prisma.TransactionClient,
  code: string,
  person: { telegramId: bigint; name: string; username: string | null },
  now: Date,
): Promise<Acceptance> {
  const invitation = await tx.invitation.findUnique({ where: { codeHash: sha256(code) } });
  if (invitation === null) return { outcome: 'unknown' };
  const known = await tx.staff.findUnique({ where: { telegramId: person.telegramId } });
  if (known?.leftAt === null) return { outcome: 'already_staff' };
  if (invitation.usedAt !== null) return { outcome: 'used' };
  if (invitation.revokedAt !== null) return { outcome: 'revoked' };
  if (invitation.expiresAt <= now) return { outcome: 'expired' };
  const taken = await tx.invitation.updateMany({
    where: { id: invitation.id, usedAt: null, revokedAt: null },
    data: { usedAt: now, usedBy: person.telegramId },
  });
  if (taken.count === 0) return { outcome: await whyTaken(tx, invitation.id) };
  const { role, branches, language, rentprogId } = invitation;
  const facts = { name: person.name, username: person.username, role, branches, rentprogId };
  await tx.staff.upsert({
    where: { telegramId: person.telegramId },
    create: { telegramId: person.telegramId, ...facts, language, joinedAt: now },
    update: {
      ...facts,
      ...(language !== null && { language }),
      leftAt: null,
      joinedAt: now,
      commandsHash: null,
      revision: { increment: 1 },
    },
  });
  await audit(tx, {
    actor: person.telegramId,
    action: 'staff.joined',
    subject: `staff:${person.telegramId}`,
    details: { role, branches, invitedBy: String(invitation.createdBy) },
  });
  return { outcome: 'accepted', invitation };
}

async function whyTaken(tx: Prisma.TransactionClient, id: string): Promise<'used' | 'revoked'> {
  const { usedAt } = await tx.invitation.findUniqueOrThrow({ where: { id } });
  return usedAt === null ? 'revoked' : 'used';
}
