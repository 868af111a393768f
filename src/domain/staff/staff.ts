import type { Language } from '../../platform/i18n/index.js';
import { languages } from '../../platform/i18n/index.js';
import type { Prisma, Staff } from '../../platform/prisma/index.js';
import { staffRoles, type Person, type StaffRole } from './permissions.js';

/** Somebody who works here now. `language` is null until chosen. */
export interface StaffMember extends Person {
  language: Language | null;
  rentprogId: number | null;
}

function memberOf(row: Staff): StaffMember {
  return {
    telegramId: row.telegramId,
    name: row.name,
    // A role that this version does not know gives the least.
    role: staffRoles.find((role) => role === row.role) ?? 'staff',
    branches: row.branches,
    language: languages.find((language) => language === row.language) ?? null,
    rentprogId: row.rentprogId,
  };
}

/** Null for strangers and for those who have left. */
export async function findMember(
  tx: Prisma.TransactionClient,
  telegramId: bigint,
): Promise<StaffMember | null> {
  const row = await tx.staff.findFirst({ where: { telegramId, leftAt: null } });
  return row === null ? null : memberOf(row);
}

export async function admins(tx: Prisma.TransactionClient): Promise<StaffMember[]> {
  const rows = await tx.staff.findMany({
    where: { role: 'admin', leftAt: null },
    orderBy: { joinedAt: 'asc' },
  });
  return rows.map(memberOf);
}

/** People by their ids, for showing names: also those who have left. */
export async function peopleOf(
  tx: Prisma.TransactionClient,
  telegramIds: readonly bigint[],
): Promise<StaffMember[]> {
  if (telegramIds.length === 0) return [];
  const rows = await tx.staff.findMany({ where: { telegramId: { in: [...telegramIds] } } });
  return rows.map(memberOf);
}

/** Everybody of a role, of those kept to branches only this branch's; the admins when there is nobody. */
export async function membersOfRole(
  tx: Prisma.TransactionClient,
  role: StaffRole,
  branch: string,
): Promise<StaffMember[]> {
  const everywhere = role === 'head' || role === 'admin';
  const rows = await tx.staff.findMany({
    where: { role, leftAt: null, ...(!everywhere && { branches: { has: branch } }) },
    orderBy: { telegramId: 'asc' },
  });
  return rows.length > 0 || role === 'admin' ? rows.map(memberOf) : admins(tx);
}

/**
 * Who is to be reminded of a handover: the responsible employee when RentProg names one that is linked, otherwise
 * the branch's employees, otherwise its managers, otherwise the admins. Never nobody, as long as anybody works here.
 */
export async function responsibleFor(
  tx: Prisma.TransactionClient,
  booking: { branch: string; responsibleId: number | null },
): Promise<StaffMember[]> {
  const here = { leftAt: null, branches: { has: booking.branch } };
  const rows = await tx.staff.findMany({
    where: {
      leftAt: null,
      OR: [
        ...(booking.responsibleId === null ? [] : [{ rentprogId: booking.responsibleId }]),
        { ...here, role: { in: ['staff', 'manager'] } },
        { role: 'admin' },
      ],
    },
    orderBy: { telegramId: 'asc' },
  });
  const members = rows.map(memberOf);
  const groups = [
    members.filter((one) => booking.responsibleId !== null && one.rentprogId === booking.responsibleId),
    members.filter((one) => one.role === 'staff'),
    members.filter((one) => one.role === 'manager'),
    members.filter((one) => one.role === 'admin'),
  ];
  return groups.find((group) => group.length > 0) ?? [];
}

/** The admins named by the environment are let in at every start; their other facts are kept. */
export async function ensureAdmins(tx: Prisma.TransactionClient, ids: readonly bigint[]): Promise<void> {
  for (const telegramId of ids)
    await tx.staff.upsert({
      where: { telegramId },
      create: { telegramId, name: `Admin ${telegramId}`, role: 'admin', branches: [] },
      update: { role: 'admin', leftAt: null },
    });
}

export async function chooseLanguage(
  tx: Prisma.TransactionClient,
  telegramId: bigint,
  language: Language,
): Promise<void> {
  await tx.staff.update({ where: { telegramId }, data: { language } });
}
