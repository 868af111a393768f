import type { Work } from '../../engine/jobs/index.js';
import { html, lines, shorten } from '../../kernel/html.js';
import type { Approval, ApprovalNote } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { cardPost, encodeCallback } from '../posts/index.js';
import { findMember, peopleOf } from '../staff/index.js';
import { answererOf, factsOf } from './facts.js';
import { requestKindOf } from './kinds.js';
import { requestTitle } from './request-card.js';
import { lockApproval, showRequest, type ApprovalDeps } from './request.js';
import { addTold } from './tell.js';

/** What one person may write in a question or an answer. */
const WORDS_LIMIT = 1_000;

export interface Said {
  id: string;
  by: bigint;
  text: string;
  correlationId: string;
}

export type Asked =
  | 'asked'
  /** It was decided meanwhile. */
  | 'closed'
  /** Nobody is there who could answer. */
  | 'nobody'
  /** They would ask themselves. */
  | 'own'
  | 'unknown';

/**
 * A manager's question goes onto the card and, in private, to whoever requested; the approval stays open and its clock
 * goes on. Who may ask is checked by the caller.
 */
export async function askRequester(work: Work, deps: ApprovalDeps, said: Said): Promise<Asked> {
  const approval = await lockApproval(work.tx, said.id);
  if (approval === null || requestKindOf(approval) === null) return 'unknown';
  if (approval.state !== 'pending') return 'closed';
  const answerer = answererOf(approval);
  if (answerer === said.by) return 'own';
  if (answerer === null || (await findMember(work.tx, answerer)) === null) return 'nobody';
  const note = await addNote(work, deps, approval, { ...said, kind: 'question' });
  await showRequest(work, deps, approval.id, said);
  await emitAnswerCard(work, deps, approval, note, said.correlationId);
  return 'asked';
}

export type Answered = 'answered' | 'closed' | 'not_yours' | 'unknown';

/** The answer to one question (`id` is the note's): onto the card, and to the manager who asked. */
export async function answerManager(work: Work, deps: ApprovalDeps, said: Said): Promise<Answered> {
  const question = await work.tx.approvalNote.findUnique({ where: { id: said.id, kind: 'question' } });
  const approval = question && (await lockApproval(work.tx, question.approvalId));
  if (question === null || approval === null) return 'unknown';
  if (answererOf(approval) !== said.by) return 'not_yours';
  if (approval.state !== 'pending') return 'closed';
  await addNote(work, deps, approval, { ...said, kind: 'answer', answers: question.id });
  // Who asked gets the card with its buttons below: the answer is what they waited for.
  const below = question.author === null ? [] : [question.author];
  await addTold(work.tx, approval.id, below);
  await showRequest(work, deps, approval.id, { ...said, below });
  await emitAnswerCard(work, deps, approval, question, said.correlationId);
  return 'answered';
}

/** The cards of the questions that were put to the requester, as things stand: without a button once it is decided. */
export async function showAnswerCards(
  work: Work,
  deps: ApprovalDeps,
  approval: Approval,
  correlationId: string,
): Promise<void> {
  const questions = await work.tx.approvalNote.findMany({
    where: { approvalId: approval.id, kind: 'question' },
    orderBy: { number: 'asc' },
  });
  for (const question of questions) await emitAnswerCard(work, deps, approval, question, correlationId);
}

async function addNote(
  work: Work,
  { clock }: ApprovalDeps,
  approval: Approval,
  note: { kind: 'question' | 'answer'; by: bigint; text: string; answers?: string },
): Promise<ApprovalNote> {
  const { kind, by, answers } = note;
  const text = shorten(note.text.trim(), WORDS_LIMIT);
  await audit(work.tx, {
    actor: by,
    action: `approval.${kind}`,
    subject: approval.subject,
    details: { approval: approval.id, kind: approval.kind, text },
  });
  return work.tx.approvalNote.create({
    data: { approvalId: approval.id, kind, author: by, text, answers, at: clock.now() },
  });
}

async function emitAnswerCard(
  work: Work,
  deps: ApprovalDeps,
  approval: Approval,
  question: ApprovalNote,
  correlationId: string,
): Promise<void> {
  const answerer = answererOf(approval);
  const kind = requestKindOf(approval);
  if (answerer === null || kind === null) return;
  const { carId } = factsOf(approval);
  const car = carId === undefined ? null : await work.tx.car.findUnique({ where: { id: carId } });
  const people = await peopleOf(work.tx, [answerer, ...(question.author === null ? [] : [question.author])]);
  const answers = await work.tx.approvalNote.findMany({
    where: { answers: question.id },
    orderBy: { number: 'asc' },
  });
  const t = deps.texts.in(
    people.find((one) => one.telegramId === answerer)?.language ?? deps.company.language,
  );
  const name = people.find((one) => one.telegramId === question.author)?.name ?? '—';
  const open = approval.state === 'pending';
  await work.emit(
    cardPost({
      key: `approval-question:${question.id}`,
      to: { chatId: String(answerer) },
      html: lines(
        html`<b>❓ ${t('approval-question', { name })}</b>`,
        html`${requestTitle(approval, kind, car, t)}`,
        '',
        html`${question.text}`,
        ...answers.slice(-5).map(({ text }) => html`↩️ <i>${shorten(text, 400)}</i>`),
        !open && html`<i>${t('approval-question-closed')}</i>`,
      ),
      keyboard: open
        ? [
            [
              {
                text: t('button-answer'),
                data: encodeCallback({ action: 'approval.answer', noteId: question.id }),
              },
            ],
          ]
        : [],
      correlationId,
      priority: 1,
    }),
  );
}
