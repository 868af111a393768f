import { Prisma, type Checklist, type ChecklistAnswer, type Photo } from '../../platform/prisma/index.js';
import { exceptionState } from '../approvals/index.js';
import { findBooking } from '../bookings/index.js';
import { chargesOfReturn } from '../handovers/index.js';
import { ChecklistDefinition } from './definition.js';
import { checklistKind, type ChecklistKind } from './kinds.js';
import { expectedCash, issueOf, type Known } from './known.js';
import { AnswerValue, Prompt, type Answer, type Progress } from './progress.js';

export type StoredPhoto = Photo;

/** A checklist with everything that its card and its rules need. */
export interface OpenChecklist extends Known {
  row: Checklist & { kind: ChecklistKind };
  progress: Progress;
  photos: StoredPhoto[];
}

/** What an approval about a checklist is about. */
export function checklistSubject(id: string): string {
  return `checklist:${id}`;
}

/** Null when the subject is something else. */
export function checklistOfSubject(subject: string): string | null {
  return /^checklist:(.+)$/.exec(subject)?.[1] ?? null;
}

/** The checklist, its row locked until the transaction ends: two inputs for one checklist wait for each other. */
export async function lockChecklist(tx: Prisma.TransactionClient, id: string): Promise<OpenChecklist | null> {
  await tx.$queryRaw`select id from checklists where id = ${id}::uuid for update`;
  return loadChecklist(tx, id);
}

/** Null when it is not there, and for a kind that this version does not know. */
export async function loadChecklist(tx: Prisma.TransactionClient, id: string): Promise<OpenChecklist | null> {
  const found = await tx.checklist.findUnique({
    where: { id },
    include: { answers: true, photos: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  });
  const kind = found === null ? null : checklistKind(found.kind);
  if (found === null || kind === null) return null;
  const { answers, photos, ...row } = found;
  const booking = row.bookingId === null ? null : await findBooking(tx, row.bookingId);
  if (row.bookingId !== null && booking === null) return null;
  return {
    row: { ...row, kind },
    photos,
    booking,
    car: booking?.car ?? (row.carId === null ? null : await tx.car.findUnique({ where: { id: row.carId } })),
    issue: await issueOf(tx, row),
    charges: kind === 'return' ? await chargesOfReturn(tx, id) : [],
    expectedCash: kind === 'cash' ? await expectedCash(tx, row.staffId) : null,
    progress: {
      // The definition as it was when it began: a new version is for new checklists.
      definition: ChecklistDefinition.parse(row.definition),
      step: row.step,
      prompt: readPrompt(row.prompt),
      answers: Object.fromEntries(answers.map((answer) => [answer.step, answerOf(answer)])),
      photos: photos.filter((photo) => photo.state !== 'failed').map(({ step, slot }) => ({ step, slot })),
      exception: await exceptionState(tx, checklistSubject(id)),
    },
  };
}

/** What an earlier version asked within a step and this one does not know is asked from the step's beginning. */
function readPrompt(stored: Prisma.JsonValue): Prompt | null {
  return stored === null ? null : (Prompt.safeParse(stored).data ?? null);
}

function answerOf(row: ChecklistAnswer): Answer {
  return { value: row.value === null ? null : AnswerValue.parse(row.value), skipped: row.skipped };
}

/** The checklist that this person is walking in this chat, if any: of several the one they turned to last. */
export async function activeChecklistId(
  tx: Prisma.TransactionClient,
  staffId: bigint,
  chatId: bigint,
): Promise<string | null> {
  return (await activeChecklists(tx, staffId, chatId))[0]?.id ?? null;
}

/** All that the person has not ended, the one they turned to last first. */
export async function activeChecklists(
  tx: Prisma.TransactionClient,
  staffId: bigint,
  chatId: bigint,
): Promise<Pick<Checklist, 'id' | 'kind'>[]> {
  return tx.checklist.findMany({
    where: { staffId, chatId, state: 'active' },
    orderBy: [{ focusedAt: { sort: 'desc', nulls: 'last' } }, { startedAt: 'desc' }],
    select: { id: true, kind: true },
    take: 20,
  });
}

/** The person has turned to it: what they write and send is for this one. */
export async function focusChecklist(tx: Prisma.TransactionClient, id: string, now: Date): Promise<void> {
  await tx.checklist.update({ where: { id }, data: { focusedAt: now } });
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
      focusedAt: now,
      finishedAt: state === 'done' || state === 'cancelled' ? now : null,
    },
  });
}

/** Gives it to a colleague: they go on where it stands, in their own chat, when they turn to it. */
export async function giveChecklist(tx: Prisma.TransactionClient, id: string, to: bigint): Promise<void> {
  await tx.checklist.update({
    where: { id },
    data: {
      staffId: to,
      chatId: to,
      threadId: null,
      prompt: Prisma.DbNull,
      focusedAt: null,
      version: { increment: 1 },
    },
  });
}
