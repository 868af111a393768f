import { DateTime } from 'luxon';
import type { DutyShift, Prisma } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { localMoment, type Hours } from './hours.js';
import { memberOf, worksIn, type StaffMember } from './staff.js';

/** From one moment to another; `endsAt` does not belong to it. */
export interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** Somebody on shift in a branch. */
export interface Shift extends Span {
  id: string;
  branch: string;
  member: StaffMember;
}

/** Local days as people write them in a list: "2031-03-03". Throws `RangeError` for what is no date. */
export function spansOf(date: string, days: number, hours: Hours, timezone: string): Span[] {
  const first = DateTime.fromISO(date, { zone: timezone });
  if (!first.isValid) throw new RangeError(`no date: ${date}`);
  const overnight = hours.end <= hours.start ? 1 : 0;
  return Array.from({ length: days }, (_, n) => ({
    startsAt: localMoment(first.plus({ days: n }), hours.start),
    endsAt: localMoment(first.plus({ days: n + overnight }), hours.end),
  }));
}

/** Who is on shift in a branch between two moments, soonest first. */
export async function shiftsBetween(
  tx: Prisma.TransactionClient,
  branch: string,
  from: Date,
  to: Date,
): Promise<Shift[]> {
  const rows = await tx.dutyShift.findMany({
    where: { branch, startsAt: { lt: to }, endsAt: { gt: from } },
    orderBy: [{ startsAt: 'asc' }, { staffId: 'asc' }],
  });
  return withMembers(tx, rows);
}

export async function findShift(tx: Prisma.TransactionClient, id: string): Promise<Shift | null> {
  const row = await tx.dutyShift.findUnique({ where: { id } });
  return row === null ? null : ((await withMembers(tx, [row]))[0] ?? null);
}

/** The shift that somebody is on at that moment, or else their next one. */
export async function nextShiftOf(
  tx: Prisma.TransactionClient,
  telegramId: bigint,
  at: Date,
): Promise<DutyShift | null> {
  return tx.dutyShift.findFirst({
    where: { staffId: telegramId, endsAt: { gt: at } },
    orderBy: { startsAt: 'asc' },
  });
}

/**
 * Puts somebody on shift. A span in which they are on shift already, wherever, is left out, and so is one that is over.
 * Null: they do not work in that branch (any more). Of two who do it at once the second finds what the first has done.
 */
export async function addShifts(
  tx: Prisma.TransactionClient,
  wanted: { branch: string; telegramId: bigint; spans: readonly Span[]; by: bigint; now: Date },
): Promise<{ member: StaffMember; added: Span[] } | null> {
  const { branch, telegramId, by, now } = wanted;
  await tx.$queryRaw`select 1 from staff where telegram_id = ${telegramId} for update`;
  const row = await tx.staff.findFirst({ where: { telegramId, leftAt: null } });
  const member = row === null ? null : memberOf(row);
  if (member === null || !worksIn(member, branch)) return null;
  const spans = wanted.spans.filter((span) => span.endsAt > now);
  const taken = await tx.dutyShift.findMany({ where: { staffId: telegramId, endsAt: { gt: now } } });
  const added = spans.filter((span) => !taken.some((one) => overlap(one, span)));
  if (added.length === 0) return { member, added };
  await tx.dutyShift.createMany({
    data: added.map((span) => ({ ...span, branch, staffId: telegramId, createdBy: by })),
  });
  await audit(tx, {
    actor: by,
    action: 'duty.added',
    subject: `staff:${telegramId}`,
    details: { branch, shifts: added.map((span) => `${iso(span.startsAt)}/${iso(span.endsAt)}`) },
  });
  return { member, added };
}

/** Takes somebody off a shift; false when somebody else did so before. */
export async function removeShift(tx: Prisma.TransactionClient, shift: Shift, by: bigint): Promise<boolean> {
  const { count } = await tx.dutyShift.deleteMany({ where: { id: shift.id } });
  if (count === 0) return false;
  await audit(tx, {
    actor: by,
    action: 'duty.removed',
    subject: `staff:${shift.member.telegramId}`,
    details: { branch: shift.branch, shift: `${iso(shift.startsAt)}/${iso(shift.endsAt)}` },
  });
  return true;
}

/** Ends the shifts of somebody who works in these branches no longer: those that go on now, and those to come. */
export async function endShifts(
  tx: Prisma.TransactionClient,
  telegramId: bigint,
  stays: readonly string[],
  now: Date,
): Promise<void> {
  const elsewhere = { staffId: telegramId, branch: { notIn: [...stays] } };
  await tx.dutyShift.deleteMany({ where: { ...elsewhere, startsAt: { gte: now } } });
  await tx.dutyShift.updateMany({
    where: { ...elsewhere, startsAt: { lt: now }, endsAt: { gt: now } },
    data: { endsAt: now },
  });
}

async function withMembers(tx: Prisma.TransactionClient, rows: readonly DutyShift[]): Promise<Shift[]> {
  const ids = [...new Set(rows.map((row) => row.staffId))];
  const people = await tx.staff.findMany({ where: { telegramId: { in: ids } } });
  const members = new Map(people.map((person) => [person.telegramId, memberOf(person)]));
  return rows.flatMap(({ id, branch, staffId, startsAt, endsAt }) => {
    const member = members.get(staffId);
    return member === undefined ? [] : [{ id, branch, startsAt, endsAt, member }];
  });
}

function overlap(one: Span, other: Span): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

function iso(at: Date): string {
  return at.toISOString();
}
