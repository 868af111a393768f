import type { Prisma, Reminder, StaffTask } from '../../platform/prisma/index.js';
import { reachesEverywhere, type StaffMember } from '../staff/index.js';
import { isWithin, type Day } from './day.js';
import { plannedHandovers, type PlannedHandover } from './handovers.js';

/** Who plans their day late in the evening wants to see the night, too. */
const AHEAD_MS = 12 * 3_600_000;

/** One thing to do. `at` is null for a task without a deadline. */
export type Duty =
  | { type: 'handover'; at: Date; handover: PlannedHandover }
  | { type: 'task'; at: Date | null; task: Pick<StaffTask, 'id' | 'title'>; isLate: boolean }
  | {
      type: 'reminder';
      at: Date;
      reminder: Pick<Reminder, 'id' | 'bookingId' | 'about'>;
      car: string | null;
    };

export interface MyDay {
  day: Day;
  now: Date;
  /** By their time; what has none comes last. */
  duties: Duty[];
}

/** What a person has to do on a day; of the present one also what is overdue and what comes in the next hours. */
export async function myDay(
  tx: Prisma.TransactionClient,
  person: StaffMember,
  day: Day,
  now: Date,
): Promise<MyDay> {
  const isToday = isWithin(now, day);
  const soon = new Date(now.getTime() + AHEAD_MS);
  const span = { from: day.from, to: isToday && soon > day.to ? soon : day.to };
  const duties = [
    ...(await handoversOf(tx, person, span, now)),
    ...(await tasksOf(tx, person, day, now)),
    ...(await remindersOf(tx, person, span, now)),
  ];
  return { day, now, duties: duties.sort((a, b) => orderOf(a) - orderOf(b)) };
}

function orderOf({ at }: Duty): number {
  return at?.getTime() ?? Number.POSITIVE_INFINITY;
}

/**
 * Theirs are those for which RentProg names them, those that they walk or walked, and those of their branches for which
 * RentProg names nobody who works here.
 */
async function handoversOf(
  tx: Prisma.TransactionClient,
  person: StaffMember,
  span: Pick<Day, 'from' | 'to'>,
  now: Date,
): Promise<Duty[]> {
  const everywhere = reachesEverywhere(person.role) && person.branches.length === 0;
  const all = await plannedHandovers(tx, { branches: null, day: span, now });
  const named = all.flatMap(({ found }) => found.booking.responsibleId ?? []);
  const known = await tx.staff.findMany({
    where: { leftAt: null, rentprogId: { in: named } },
    select: { rentprogId: true },
  });
  const linked = new Set(known.map(({ rentprogId }) => rentprogId));
  const isMine = ({ found: { booking }, walker }: PlannedHandover): boolean => {
    if (walker !== null) return walker.staffId === person.telegramId;
    if (booking.responsibleId !== null && linked.has(booking.responsibleId))
      return booking.responsibleId === person.rentprogId;
    return everywhere || person.branches.includes(booking.branch);
  };
  return all.filter(isMine).map((handover) => ({ type: 'handover', at: handover.at, handover }));
}

async function tasksOf(
  tx: Prisma.TransactionClient,
  person: StaffMember,
  day: Day,
  now: Date,
): Promise<Duty[]> {
  const isToday = isWithin(now, day);
  const tasks = await tx.staffTask.findMany({
    where: { assigneeId: person.telegramId, state: 'open' },
    orderBy: { createdAt: 'asc' },
  });
  return tasks.flatMap((task): Duty[] => {
    const sleeps = task.snoozedUntil !== null && task.snoozedUntil > now;
    const at = sleeps ? task.snoozedUntil : task.dueAt;
    const belongs = at === null ? isToday : at < day.to && (isToday || at >= day.from);
    const { id, title } = task;
    return belongs ? [{ type: 'task', at, task: { id, title }, isLate: at !== null && at < now }] : [];
  });
}

async function remindersOf(
  tx: Prisma.TransactionClient,
  person: StaffMember,
  { from, to }: Pick<Day, 'from' | 'to'>,
  now: Date,
): Promise<Duty[]> {
  const reminders = await tx.reminder.findMany({
    where: {
      staffId: person.telegramId,
      dueAt: { gte: from > now ? from : now, lt: to },
      acknowledgedAt: null,
      endedAt: null,
    },
    orderBy: { dueAt: 'asc' },
  });
  const bookings = await tx.booking.findMany({
    where: { id: { in: reminders.map(({ bookingId }) => bookingId) } },
    select: { id: true, carId: true },
  });
  const cars = await tx.car.findMany({
    where: { id: { in: bookings.flatMap(({ carId }) => carId ?? []) } },
    select: { id: true, plate: true },
  });
  return reminders.flatMap(({ id, bookingId, about, dueAt }): Duty[] => {
    const carId = bookings.find((one) => one.id === bookingId)?.carId;
    const car = cars.find((one) => one.id === carId)?.plate ?? null;
    return dueAt === null ? [] : [{ type: 'reminder', at: dueAt, reminder: { id, bookingId, about }, car }];
  });
}
