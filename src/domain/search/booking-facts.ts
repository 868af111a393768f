import type {
  Approval,
  Checklist,
  Handover,
  Incident,
  Prisma,
  StaffTask,
} from '../../platform/prisma/index.js';
import { findBooking, type BookingView } from '../bookings/index.js';
import { peopleOf } from '../staff/index.js';

const MOST = 20;

/** One thing that happened to a booking. */
export interface BookingEntry {
  at: Date;
  what:
    | 'checklist-started'
    | 'checklist-done'
    | 'reminder-seen'
    | 'approval-asked'
    | 'approval-approved'
    | 'approval-rejected'
    | 'incident-opened'
    | 'incident-resolved'
    | 'task-created'
    | 'car-issued'
    | 'car-returned';
  /** Of a checklist and of what a reminder is about. */
  kind: string | null;
  by: string | null;
  /** What the incident or task says. */
  text: string | null;
}

export interface BookingFacts extends BookingView {
  checklists: (Checklist & { by: string | null })[];
  /** What the handovers established: the deposit that was taken, the mileage. */
  handovers: Handover[];
  incidents: Incident[];
  tasks: StaffTask[];
  /** Oldest first. */
  timeline: BookingEntry[];
}

/** Null: there is no such booking. Who may see it is for the caller to ask. */
export async function loadBookingFacts(
  tx: Prisma.TransactionClient,
  id: number,
): Promise<BookingFacts | null> {
  const view = await findBooking(tx, id);
  if (view === null) return null;
  const handovers = await tx.handover.findMany({
    where: { bookingId: id },
    orderBy: { at: 'asc' },
    take: MOST,
  });
  const checklists = await checklistsOf(tx, id, handovers);
  const reminders = await tx.reminder.findMany({
    where: { bookingId: id, acknowledgedAt: { not: null } },
    orderBy: { acknowledgedAt: 'asc' },
    take: MOST,
  });
  const approvals = await tx.approval.findMany({
    where: { subject: { in: checklists.map((one) => `checklist:${one.id}`) } },
    orderBy: { requestedAt: 'asc' },
    take: MOST,
  });
  const incidents = await incidentsOf(tx, view);
  const tasks = await tx.staffTask.findMany({
    where: { bookingId: id, state: 'open', ...ofCarOrBranch(view) },
    orderBy: { createdAt: 'asc' },
    take: MOST,
  });
  const names = await namesOf(tx, [
    ...[...checklists, ...reminders].map(({ staffId }) => staffId),
    ...approvals.flatMap((one) => [one.requestedBy, one.decidedBy]),
    ...incidents.flatMap((one) => [one.openedBy, one.resolvedBy]),
    ...tasks.map((one) => one.createdBy),
  ]);
  const entry = (
    at: Date | null,
    what: BookingEntry['what'],
    facts: { kind?: string; by?: bigint | null; text?: string } = {},
  ): BookingEntry[] =>
    at === null
      ? []
      : [{ at, what, kind: facts.kind ?? null, by: names(facts.by ?? null), text: facts.text ?? null }];
  const { issuedAt, returnedAt } = view.booking;
  const timeline = [
    ...entry(issuedAt, 'car-issued'),
    ...entry(returnedAt, 'car-returned'),
    ...checklists.flatMap((one) => [
      ...entry(one.startedAt, 'checklist-started', { kind: one.kind, by: one.staffId }),
      ...entry(one.finishedAt, 'checklist-done', { kind: one.kind, by: one.staffId }),
    ]),
    ...reminders.flatMap((one) =>
      entry(one.acknowledgedAt, 'reminder-seen', { kind: one.about, by: one.acknowledgedBy ?? one.staffId }),
    ),
    ...approvals.flatMap((one) => [
      ...entry(one.requestedAt, 'approval-asked', { by: one.requestedBy }),
      ...decided(one).flatMap((what) => entry(one.decidedAt, what, { by: one.decidedBy })),
    ]),
    ...incidents.flatMap((one) => [
      ...entry(one.openedAt, 'incident-opened', { by: one.openedBy, text: one.text }),
      ...entry(one.resolvedAt, 'incident-resolved', { by: one.resolvedBy, text: one.text }),
    ]),
    ...tasks.flatMap((one) => entry(one.createdAt, 'task-created', { by: one.createdBy, text: one.title })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
  return {
    ...view,
    checklists: checklists.map((one) => ({ ...one, by: names(one.staffId) })),
    ...{ handovers, incidents, tasks, timeline },
  };
}

/** The one that is under way, and those that ended in a handover; what was cancelled says nothing of the booking. */
async function checklistsOf(
  tx: Prisma.TransactionClient,
  bookingId: number,
  handovers: readonly Handover[],
): Promise<Checklist[]> {
  const [done, active] = [
    await tx.checklist.findMany({ where: { id: { in: handovers.map((one) => one.checklistId) } } }),
    await tx.checklist.findMany({ where: { bookingId, state: 'active' } }),
  ];
  return [...done, ...active].sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime());
}

/** By its car where it has one: that is what the indexes know. */
function ofCarOrBranch({ booking: { carId, branch } }: BookingView): { carId: number } | { branch: string } {
  return carId === null ? { branch } : { carId };
}

async function incidentsOf(tx: Prisma.TransactionClient, view: BookingView): Promise<Incident[]> {
  return tx.incident.findMany({
    where: { bookingId: view.booking.id, ...ofCarOrBranch(view) },
    orderBy: { openedAt: 'asc' },
    take: MOST,
  });
}

function decided({ state }: Approval): BookingEntry['what'][] {
  if (state === 'approved') return ['approval-approved'];
  return state === 'rejected' ? ['approval-rejected'] : [];
}

async function namesOf(
  tx: Prisma.TransactionClient,
  ids: readonly (bigint | null)[],
): Promise<(id: bigint | null) => string | null> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const names = new Map((await peopleOf(tx, wanted)).map((one) => [one.telegramId, one.name]));
  return (id) => (id === null ? null : (names.get(id) ?? null));
}
