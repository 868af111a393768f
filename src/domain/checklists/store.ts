import { Prisma, type Checklist, type ChecklistAnswer, type Photo } from '../../platform/prisma/index.js';
import { exceptionState } from '../approvals/index.js';
import { findBooking, type BookingView } from '../bookings/index.js';
import { ChecklistDefinition, loadDefinition } from './definition.js';
import { AnswerValue, Prompt, type Answer, type Progress } from './progress.js';

export type StoredPhoto = Photo;

/** A checklist with everything that its card and its rules need. */
export interface OpenChecklist {
  row: Checklist;
  progress: Progress;
  photos: StoredPhoto[];
  booking: BookingView;
}

/** What an approval about a checklist is about. */
export function checklistSubject(id: string): string {
  return `checklist:${id}`;
}

/** Null when the subject is something else. */
export function checklistOfSubject(subject: string): string | null {
  return /^checklist:(.+)$/.exec(subject)?.[1] ?? null;
}

const issueDefinition = loadDefinition('issue');

export type Start =
  { type: 'started' | 'resumed'; id: string } | { type: 'taken'; by: bigint } | { type: 'impossible' };

/**
 * Starts the issue of a booking, or finds the one that this person has open. One booking has one open checklist of a
 * kind: a partial unique index holds that when two begin at once.
 */
export async function startIssue(
  tx: Prisma.TransactionClient,
  begin: { bookingId: number; staffId: bigint },
): Promise<Start> {
  // The booking's row is the lock: whoever comes second finds the checklist of the first.
  await tx.$queryRaw`select id from bookings where id = ${begin.bookingId} for update`;
  const view = await findBooking(tx, begin.bookingId);
  if (view === null) return { type: 'impossible' };
  const open = await tx.checklist.findFirst({
    where: { bookingId: begin.bookingId, kind: 'issue', state: 'active' },
  });
  if (open !== null)
    return open.staffId === begin.staffId
      ? { type: 'resumed', id: open.id }
      : { type: 'taken', by: open.staffId };
  const { booking } = view;
  if (booking.issuedAt !== null || booking.inRent || booking.deleted || booking.archived)
    return { type: 'impossible' };
  const row = await tx.checklist.create({
    data: {
      kind: 'issue',
      definition: issueDefinition,
      branch: booking.branch,
      bookingId: booking.id,
      carId: booking.carId,
      staffId: begin.staffId,
      chatId: begin.staffId,
      state: 'active',
      step: issueDefinition.steps[0]?.id ?? '',
    },
  });
  return { type: 'started', id: row.id };
}

/** The checklist, its row locked until the transaction ends: two inputs for one checklist wait for each other. */
export async function lockChecklist(tx: Prisma.TransactionClient, id: string): Promise<OpenChecklist | null> {
  await tx.$queryRaw`select id from checklists where id = ${id}::uuid for update`;
  return loadChecklist(tx, id);
}

export async function loadChecklist(tx: Prisma.TransactionClient, id: string): Promise<OpenChecklist | null> {
  const found = await tx.checklist.findUnique({
    where: { id },
    include: { answers: true, photos: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  });
  if (found === null) return null;
  const { answers, photos, ...row } = found;
  const booking = await findBooking(tx, row.bookingId);
  if (booking === null) return null;
  return {
    row,
    photos,
    booking,
    progress: {
      definition: ChecklistDefinition.parse(row.definition),
      step: row.step,
      prompt: row.prompt === null ? null : Prompt.parse(row.prompt),
      answers: Object.fromEntries(answers.map((answer) => [answer.step, answerOf(answer)])),
      photos: photos.filter((photo) => photo.state !== 'failed').map(({ step, slot }) => ({ step, slot })),
      exception: await exceptionState(tx, checklistSubject(id)),
    },
  };
}

function answerOf(row: ChecklistAnswer): Answer {
  return { value: row.value === null ? null : AnswerValue.parse(row.value), skipped: row.skipped };
}

/** The checklist that this person is walking in this chat, if any. */
export async function activeChecklistId(
  tx: Prisma.TransactionClient,
  staffId: bigint,
  chatId: bigint,
): Promise<string | null> {
  const row = await tx.checklist.findFirst({
    where: { staffId, chatId, state: 'active' },
    orderBy: { startedAt: 'desc' },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Stores where the person stands now; every change is a new version. */
export async function saveProgress(
  tx: Prisma.TransactionClient,
  before: OpenChecklist,
  after: Progress,
  state: 'active' | 'done' | 'cancelled',
  now: Date,
): Promise<void> {
  const { row } = before;
  for (const [step, answer] of Object.entries(after.answers)) {
    if (before.progress.answers[step] === answer) continue;
    const data = { value: answer.value ?? undefined, skipped: answer.skipped, answeredAt: now };
    await tx.checklistAnswer.upsert({
      where: { checklistId_step: { checklistId: row.id, step } },
      create: { checklistId: row.id, step, ...data },
      update: data,
    });
  }
  await tx.checklist.update({
    where: { id: row.id },
    data: {
      step: after.step,
      prompt: after.prompt ?? Prisma.DbNull,
      state,
      version: { increment: 1 },
      finishedAt: state === 'done' || state === 'cancelled' ? now : null,
    },
  });
}
