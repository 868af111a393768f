import type { Prisma } from '../../platform/prisma/index.js';
import { findCarOfPlates, platesIn } from '../search/index.js';

const NEAR_MS = 12 * 3_600_000;
const LAST_USED_MS = 24 * 3_600_000;
const OFFERED = 6;

/** Whose photos they are, and when. */
export interface Sender {
  telegramId: bigint;
  rentprogId: number | null;
  branches: readonly string[] | 'all';
}

/**
 * The cars that photos of this person may belong to, the likeliest first: one whose plate is in the caption, those of
 * their checklists of the last day, of their open tasks, of handovers within twelve hours, their own before others'.
 */
export async function likelyCars(
  tx: Prisma.TransactionClient,
  { telegramId, rentprogId, branches }: Sender,
  now: Date,
  caption: string | null,
): Promise<number[]> {
  const inBranches = branches === 'all' ? {} : { branch: { in: [...branches] } };
  const near = { gte: new Date(now.getTime() - NEAR_MS), lte: new Date(now.getTime() + NEAR_MS) };
  const [checklists, tasks, bookings] = [
    await tx.checklist.findMany({
      where: {
        staffId: telegramId,
        carId: { not: null },
        startedAt: { gte: new Date(now.getTime() - LAST_USED_MS) },
      },
      orderBy: { startedAt: 'desc' },
      take: OFFERED,
      select: { carId: true },
    }),
    await tx.staffTask.findMany({
      where: { assigneeId: telegramId, state: 'open', carId: { not: null } },
      orderBy: { createdAt: 'desc' },
      take: OFFERED,
      select: { carId: true },
    }),
    await tx.booking.findMany({
      where: {
        ...inBranches,
        carId: { not: null },
        ...{ deleted: false, archived: false, returnedAt: null },
        OR: [{ startAt: near, issuedAt: null }, { endAt: near }],
      },
      take: 50,
      select: { carId: true, startAt: true, endAt: true, responsibleId: true },
    }),
  ];
  const distance = ({ startAt, endAt }: (typeof bookings)[number]): number =>
    Math.min(...[startAt, endAt].map((at) => Math.abs((at?.getTime() ?? Infinity) - now.getTime())));
  const isMine = ({ responsibleId }: (typeof bookings)[number]): boolean =>
    rentprogId !== null && responsibleId === rentprogId;
  const nearest = bookings.sort((a, b) => Number(isMine(b)) - Number(isMine(a)) || distance(a) - distance(b));
  const named = caption === null ? null : await findCarOfPlates(tx, platesIn(caption));
  const likely = [
    named?.id ?? null,
    ...[...checklists, ...tasks, ...nearest].map(({ carId }) => carId),
  ].filter((carId) => carId !== null);
  return offerable(tx, inBranches, [...new Set(likely)]);
}

/** Those of them that are there and in the branches, in their order. */
async function offerable(
  tx: Prisma.TransactionClient,
  inBranches: Prisma.CarWhereInput,
  ids: readonly number[],
): Promise<number[]> {
  const cars = await tx.car.findMany({
    where: { ...inBranches, id: { in: [...ids] }, deleted: false },
    select: { id: true },
  });
  const there = new Set(cars.map(({ id }) => id));
  return ids.filter((id) => there.has(id)).slice(0, OFFERED);
}
