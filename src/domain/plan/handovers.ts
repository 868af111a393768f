import type { Booking, Prisma } from '../../platform/prisma/index.js';
import type { BookingView } from '../bookings/index.js';
import { isWithin, type Day } from './day.js';
import { withParts } from './with-parts.js';

/** A handover that is so much later than planned is late; product.md names no figure, a quarter of an hour is the branch's. */
export const LATE_AFTER_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
/** A car that was not given out by then will not be: the client never came. */
const MISSED_ISSUE_MS = 24 * HOUR_MS;
/** A car that was not brought back is looked for, for so long. */
const MISSED_RETURN_MS = 14 * 24 * HOUR_MS;

/** Null: every branch. */
export type Branches = readonly string[] | null;

/** A car that is to be given out or taken back. */
export interface PlannedHandover {
  about: 'issue' | 'return';
  /** When it is planned. */
  at: Date;
  found: BookingView;
  /** `late`: it should have happened, and has not. */
  state: 'planned' | 'late' | 'walking' | 'done';
  /** When it happened; null when only RentProg says that it did. */
  doneAt: Date | null;
  /** Who does it now, or did it, by a checklist. */
  walker: { staffId: bigint; name: string } | null;
}

/**
 * The issues and returns of a day by their time. Of the present day also those of the days before that are still to
 * be done: a car that is overdue is the first thing to look after.
 */
export async function plannedHandovers(
  tx: Prisma.TransactionClient,
  of: { branches: Branches; day: Pick<Day, 'from' | 'to'>; now: Date },
): Promise<PlannedHandover[]> {
  const { day, now } = of;
  const bookings = await tx.booking.findMany({
    where: {
      deleted: false,
      ...(of.branches !== null && { branch: { in: [...of.branches] } }),
      OR: isWithin(now, day) ? [...planned(day), ...overdue(day, now)] : planned(day),
    },
  });
  const wanted = bookings.flatMap((booking) =>
    (['issue', 'return'] as const)
      .filter((about) => belongs(booking, about, day, now))
      .map((about) => ({ booking, about })),
  );
  const views = new Map(
    (await withParts(tx, [...new Set(wanted.map(({ booking }) => booking))])).map((view) => [
      view.booking.id,
      view,
    ]),
  );
  const walkers = await walkersOf(tx, [...views.keys()]);
  return wanted
    .flatMap(({ booking, about }): PlannedHandover[] => {
      const found = views.get(booking.id);
      const at = timeOf(booking, about);
      if (found === undefined || at === null) return [];
      const isDone = wasDone(booking, about);
      const walker = walkers.get(`${booking.id}:${about}:${isDone ? 'done' : 'active'}`) ?? null;
      const isLate = now.getTime() - at.getTime() > LATE_AFTER_MS;
      const state = isDone ? 'done' : walker !== null ? 'walking' : isLate ? 'late' : 'planned';
      const doneAt = isDone ? (about === 'issue' ? booking.issuedAt : booking.returnedAt) : null;
      return [{ about, at, found, state, doneAt, walker }];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.found.booking.id - b.found.booking.id);
}

function timeOf(booking: Booking, about: 'issue' | 'return'): Date | null {
  return about === 'issue' ? booking.startAt : booking.endAt;
}

/** Whether it has happened; RentProg archives what is over without always saying that the car came back. */
function wasDone(booking: Booking, about: 'issue' | 'return'): boolean {
  if (about === 'return') return booking.returnedAt !== null || booking.archived;
  return booking.issuedAt !== null || booking.inRent || booking.returnedAt !== null;
}

function planned({ from, to }: Pick<Day, 'from' | 'to'>): Prisma.BookingWhereInput[] {
  const within = { gte: from, lt: to };
  return [{ startAt: within }, { endAt: within }];
}

function overdue({ from }: Pick<Day, 'from'>, now: Date): Prisma.BookingWhereInput[] {
  const open = { returnedAt: null, archived: false };
  return [
    { ...open, issuedAt: null, inRent: false, startAt: { gte: ago(now, MISSED_ISSUE_MS), lt: from } },
    { ...open, endAt: { gte: ago(now, MISSED_RETURN_MS), lt: from } },
  ];
}

function belongs(
  booking: Booking,
  about: 'issue' | 'return',
  day: Pick<Day, 'from' | 'to'>,
  now: Date,
): boolean {
  const at = timeOf(booking, about);
  if (at === null || at >= day.to) return false;
  const wasIssued = wasDone(booking, 'issue');
  // Archived without ever having been given out: it was called off.
  if (booking.archived && !wasIssued) return false;
  const neverCame = !wasIssued && booking.startAt !== null && booking.startAt < ago(now, MISSED_ISSUE_MS);
  if (about === 'return' && neverCame) return false;
  if (at >= day.from) return true;
  const limit = about === 'issue' ? MISSED_ISSUE_MS : MISSED_RETURN_MS;
  return isWithin(now, day) && at >= ago(now, limit) && !wasDone(booking, about);
}

function ago(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}

async function walkersOf(
  tx: Prisma.TransactionClient,
  bookingIds: readonly number[],
): Promise<Map<string, { staffId: bigint; name: string }>> {
  if (bookingIds.length === 0) return new Map();
  const checklists = await tx.checklist.findMany({
    where: {
      bookingId: { in: [...bookingIds] },
      kind: { in: ['issue', 'return'] },
      state: { in: ['active', 'done'] },
    },
    select: { bookingId: true, kind: true, state: true, staffId: true },
    orderBy: { startedAt: 'asc' },
  });
  const staffIds = [...new Set(checklists.map(({ staffId }) => staffId))];
  const people = await tx.staff.findMany({
    where: { telegramId: { in: staffIds } },
    select: { telegramId: true, name: true },
  });
  const names = new Map(people.map(({ telegramId, name }) => [telegramId, name]));
  return new Map(
    checklists.map(({ bookingId, kind, state, staffId }) => [
      `${bookingId ?? ''}:${kind}:${state}`,
      { staffId, name: names.get(staffId) ?? '—' },
    ]),
  );
}
