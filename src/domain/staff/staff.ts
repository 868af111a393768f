import { languages, type Language } from '../../platform/i18n/index.js';
import type { Prisma, Staff } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { readHours, usualQuietHours, type Hours } from './hours.js';
import { may, reachesEverywhere, staffRoles, type Person, type StaffRole } from './permissions.js';

/** Somebody who works here now. `language` is null until chosen. */
export interface StaffMember extends Person {
  language: Language | null;
  rentprogId: number | null;
  yougileId: string | null;
  /** Null: as their branch works. */
  workingHours: Hours | null;
  /** Null: written to at any time. */
  quietHours: Hours | null;
}

/** What is stored for somebody who wants no quiet hours. */
export const NO_QUIET_HOURS = 'none';

/** For this domain only: a row as the others know it. */
export function memberOf(row: Staff): StaffMember {
  return {
    telegramId: row.telegramId,
    name: row.name,
    // A role that this version does not know gives the least.
    role: staffRoles.find((role) => role === row.role) ?? 'staff',
    branches: row.branches,
    language: languages.find((language) => language === row.language) ?? null,
    rentprogId: row.rentprogId,
    yougileId: row.yougileId,
    workingHours: readHours(row.workingHours ?? ''),
    quietHours:
      row.quietHours === NO_QUIET_HOURS ? null : (readHours(row.quietHours ?? '') ?? usualQuietHours),
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

/** Who somebody of YouGile is here; null for whom nobody has linked. */
export async function memberByYouGileId(
  tx: Prisma.TransactionClient,
  yougileId: string,
): Promise<StaffMember | null> {
  const row = await tx.staff.findFirst({
    where: { yougileId, leftAt: null },
    orderBy: { telegramId: 'asc' },
  });
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

/** Those of these people who work here now, in the order of their ids. */
export async function membersOf(
  tx: Prisma.TransactionClient,
  telegramIds: readonly bigint[],
): Promise<StaffMember[]> {
  if (telegramIds.length === 0) return [];
  const rows = await tx.staff.findMany({
    where: { telegramId: { in: [...telegramIds] }, leftAt: null },
    orderBy: { telegramId: 'asc' },
  });
  return rows.map(memberOf);
}

/** Everybody of a role, of those kept to branches only this branch's; the admins when there is nobody. */
export async function membersOfRole(
  tx: Prisma.TransactionClient,
  role: StaffRole,
  branch: string,
): Promise<StaffMember[]> {
  const rows = await tx.staff.findMany({
    where: { role, leftAt: null, ...(!reachesEverywhere(role) && { branches: { has: branch } }) },
    orderBy: { telegramId: 'asc' },
  });
  return rows.length > 0 || role === 'admin' ? rows.map(memberOf) : admins(tx);
}

/**
 * Who is to be reminded of a handover: the responsible employee when RentProg names one that is linked and works in the
 * branch, otherwise who is on duty at `at` (the handover's time), otherwise the branch's employees, otherwise its
 * managers, otherwise the admins. Never nobody, as long as anybody works here.
 */
export async function responsibleFor(
  tx: Prisma.TransactionClient,
  booking: { branch: string; responsibleId: number | null },
  at: Date,
): Promise<StaffMember[]> {
  const rows = await tx.staff.findMany({
    where: {
      leftAt: null,
      OR: [
        { branches: { has: booking.branch }, role: { in: ['staff', 'manager'] } },
        { role: { in: staffRoles.filter(reachesEverywhere) } },
      ],
    },
    orderBy: { telegramId: 'asc' },
  });
  const members = rows.map(memberOf);
  const named = members.filter(
    (one) =>
      booking.responsibleId !== null &&
      one.rentprogId === booking.responsibleId &&
      may(one, 'reminder.acknowledge', booking.branch),
  );
  if (named.length > 0) return named;
  const groups = [
    await onDuty(tx, booking.branch, at),
    members.filter((one) => one.role === 'staff'),
    members.filter((one) => one.role === 'manager'),
    members.filter((one) => one.role === 'admin'),
  ];
  return groups.find((group) => group.length > 0) ?? [];
}

/** Who is on shift in a branch at that moment. */
export async function onDuty(tx: Prisma.TransactionClient, branch: string, at: Date): Promise<StaffMember[]> {
  const shifts = await tx.dutyShift.findMany({
    where: { branch, startsAt: { lte: at }, endsAt: { gt: at } },
    select: { staffId: true },
  });
  if (shifts.length === 0) return [];
  const rows = await tx.staff.findMany({
    where: { telegramId: { in: shifts.map((one) => one.staffId) }, leftAt: null },
    orderBy: { telegramId: 'asc' },
  });
  return rows.map(memberOf).filter((one) => worksIn(one, branch));
}

/** Whether somebody belongs to a branch or to all of them. */
export function worksIn(person: Person, branch: string): boolean {
  return reachesEverywhere(person.role) || person.branches.includes(branch);
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

/** What people set for themselves; what is absent stays. Null: as the branch works, the usual night. */
export interface OwnSettings {
  language?: Language;
  workingHours?: string | null;
  quietHours?: string | null;
}

export async function saveSettings(
  tx: Prisma.TransactionClient,
  telegramId: bigint,
  settings: OwnSettings,
): Promise<void> {
  await tx.staff.update({ where: { telegramId }, data: settings });
  const subject = `staff:${telegramId}`;
  await audit(tx, { actor: telegramId, action: 'staff.settings', subject, details: { ...settings } });
}
