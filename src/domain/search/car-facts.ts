import type {
  Car,
  Handover,
  Incident,
  MaintenanceIntake,
  Prisma,
  StaffTask,
} from '../../platform/prisma/index.js';
import type { BookingView } from '../bookings/index.js';
import { peopleOf } from '../staff/index.js';
import { bookingsOfCars } from './car-bookings.js';
import { withCarAndClient } from './views.js';

const NEXT = 3;
const OPEN = 5;

/** What is known of a car now. */
export interface CarFacts {
  car: Car;
  /** The booking on which it is out. */
  rented: BookingView | null;
  /** What it is booked for next, soonest first. */
  next: BookingView[];
  /** Taken in for service, and not given out or taken back since. */
  inService: MaintenanceIntake | null;
  incidents: Incident[];
  tasks: StaffTask[];
  lastHandover: (Handover & { by: string | null }) | null;
  /** Its topic in the branch's group, when it has one. */
  topic: { chatId: bigint; threadId: bigint } | null;
}

/** Null: there is no such car, or it was deleted. Who may see it is for the caller to ask. */
export async function loadCarFacts(
  tx: Prisma.TransactionClient,
  id: number,
  now: Date,
  chatOf: (branch: string) => bigint | undefined,
): Promise<CarFacts | null> {
  const car = await tx.car.findUnique({ where: { id } });
  if (car === null || car.deleted) return null;
  const { rented, next } = (await bookingsOfCars(tx, [id], now))(id);
  const [views, handover, intake, incidents, tasks, topic] = [
    await withCarAndClient(tx, [...(rented === null ? [] : [rented]), ...next.slice(0, NEXT)]),
    await tx.handover.findFirst({ where: { carId: id }, orderBy: { at: 'desc' } }),
    await tx.maintenanceIntake.findFirst({ where: { carId: id }, orderBy: { at: 'desc' } }),
    await tx.incident.findMany({
      where: { carId: id, state: { not: 'resolved' } },
      orderBy: { openedAt: 'desc' },
      take: OPEN,
    }),
    await tx.staffTask.findMany({
      where: { carId: id, state: 'open' },
      orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }],
      take: OPEN,
    }),
    await topicOf(tx, car, chatOf),
  ];
  const [by] = handover === null ? [] : await peopleOf(tx, [handover.staffId]);
  return {
    ...{ car, incidents, tasks, topic },
    rented: views.find(({ booking }) => booking.id === rented?.id) ?? null,
    next: views.filter(({ booking }) => booking.id !== rented?.id),
    inService: rented === null && intake !== null && intake.at > (handover?.at ?? EARLIEST) ? intake : null,
    lastHandover: handover === null ? null : { ...handover, by: by?.name ?? null },
  };
}

const EARLIEST = new Date(0);

async function topicOf(
  tx: Prisma.TransactionClient,
  car: Car,
  chatOf: (branch: string) => bigint | undefined,
): Promise<CarFacts['topic']> {
  const chatId = chatOf(car.branch);
  if (chatId === undefined) return null;
  // A group that became a supergroup has another id since.
  const chat = await tx.telegramChat.findUnique({ where: { chatId } });
  const present = chat?.migratedTo ?? chatId;
  const topic = await tx.topic.findUnique({
    where: { chatId_key: { chatId: present, key: `car:${car.id}` } },
  });
  return topic === null ? null : { chatId: present, threadId: topic.threadId };
}
