import { emitApprovalRequest, withdrawRequest } from '../../../domain/approvals/index.js';
import { audit } from '../../../domain/audit/index.js';
import {
  activeChecklistId,
  applyInput,
  checklistSubject,
  factsOf,
  focusChecklist,
  loadChecklist,
  lockChecklist,
  saveProgress,
  type Input,
  type Notice,
  type OpenChecklist,
} from '../../../domain/checklists/index.js';
import {
  addPhoto,
  dropPhoto,
  keepQuestioned,
  STORE_PHOTO,
  type TakenPhoto,
} from '../../../domain/photos/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { emitChecklistCard } from './card.js';
import { canBeGiven } from './colleagues.js';
import { giveToColleague } from './give.js';
import { kinds } from './kinds.js';
import { subjectName } from './view.js';

export interface Doing {
  checklistId: string;
  /** The version of the card that was pressed; none for messages. */
  version?: number;
  input: Input;
  photo?: TakenPhoto;
  /** The person's newest message. */
  seen?: number;
  /** The card is to be sent again below everything else. */
  below?: boolean;
  correlationId: string;
}

export interface Done {
  notice: Notice | null;
}

/** Applies what a person did to their checklist; everything that follows from it is in the same transaction. */
export async function applyToChecklist(work: Work, doing: Doing, deps: BotDeps): Promise<Done> {
  const open = await lockChecklist(work.tx, doing.checklistId);
  if (open === null) return { notice: { key: 'stale-button' } };
  const { row } = open;
  const isPress = doing.version !== undefined;
  if (row.state !== 'active') {
    if (isPress) await emitChecklistCard(work, open, deps, doing);
    return { notice: { key: 'checklist-ended' } };
  }
  if (isPress) await focusChecklist(work.tx, row.id, deps.clock.now());
  if (isPress && doing.version !== row.version) {
    // The press was meant for an earlier question; doing it now could answer another one.
    await emitChecklistCard(work, open, deps, doing);
    return { notice: { key: 'checklist-stale' } };
  }
  const outcome = applyInput(open.progress, doing.input, factsOf(open, deps.company.currency));
  switch (outcome.type) {
    case 'refused':
      return refuse(work, open, outcome.notice, deps, doing);
    case 'given':
      return (await giveToColleague(work, open, outcome.to, deps, doing.correlationId))
        ? { notice: null }
        : refuse(work, open, { key: 'checklist-cannot-give' }, deps, doing);
    case 'cancelled':
      return cancel(work, open, deps, doing);
    case 'done':
      return finish(work, open, deps, doing);
    case 'moved':
      if (outcome.progress.prompt?.ask === 'colleague' && !canBeGiven(row.kind))
        return refuse(work, open, { key: 'checklist-not-to-give' }, deps, doing);
      return move(work, open, outcome, deps, doing);
  }
}

async function refuse(
  work: Work,
  open: OpenChecklist,
  notice: Notice,
  deps: BotDeps,
  doing: Doing,
): Promise<Done> {
  // A toast says it to who pressed; who wrote or sent a photo finds it on the card.
  const onCard = doing.version === undefined ? notice : undefined;
  await emitChecklistCard(work, open, deps, { ...doing, notice: onCard });
  return { notice };
}

async function cancel(work: Work, open: OpenChecklist, deps: BotDeps, doing: Doing): Promise<Done> {
  const { row } = open;
  const now = deps.clock.now();
  await saveProgress(work.tx, open, open.progress, 'cancelled', now);
  await takeBack(work, open, deps, doing);
  await kinds[row.kind].cancel?.(work, open, deps, { now, correlationId: doing.correlationId });
  await audit(work.tx, {
    actor: row.staffId,
    action: 'checklist.cancelled',
    subject: checklistSubject(row.id),
  });
  await show(work, doing, deps);
  await offerNext(work, open, deps, doing);
  return { notice: { key: 'checklist-cancelled', variables: { kind: row.kind } } };
}

async function finish(work: Work, open: OpenChecklist, deps: BotDeps, doing: Doing): Promise<Done> {
  const { row } = open;
  const now = deps.clock.now();
  await saveProgress(work.tx, open, { ...open.progress, prompt: null }, 'done', now);
  await keepQuestioned(work.tx, open.photos);
  const ended = (await loadChecklist(work.tx, row.id)) ?? open;
  await kinds[row.kind].finish(work, ended, deps, { now, correlationId: doing.correlationId });
  await audit(work.tx, {
    actor: row.staffId,
    action: 'checklist.done',
    subject: checklistSubject(row.id),
  });
  await show(work, doing, deps);
  await offerNext(work, open, deps, doing);
  return { notice: { key: 'checklist-done', variables: { kind: row.kind } } };
}

async function move(
  work: Work,
  open: OpenChecklist,
  outcome: Extract<ReturnType<typeof applyInput>, { type: 'moved' }>,
  deps: BotDeps,
  doing: Doing,
): Promise<Done> {
  const { id, carId, bookingId, staffId, kind } = open.row;
  const now = deps.clock.now();
  const { correlationId } = doing;
  if (outcome.retake !== undefined) await dropPhoto(work.tx, id, outcome.retake);
  if (outcome.photoSlot !== undefined && doing.photo !== undefined) {
    const owner = { checklistId: id, carId, bookingId, takenBy: staffId };
    const photoId = await addPhoto(work.tx, owner, outcome.photoSlot, doing.photo);
    await work.enqueue({ kind: STORE_PHOTO, payload: { photoId }, correlationId, priority: 6 });
  }
  await saveProgress(work.tx, open, outcome.progress, 'active', now);
  if (outcome.requestException !== undefined)
    await ask(work, open, outcome.requestException.reason, deps, doing);
  if (outcome.withdrawException === true) await takeBack(work, open, deps, doing);
  const fresh = await loadChecklist(work.tx, id);
  const posted =
    fresh !== null && fresh.row.step !== open.row.step
      ? await kinds[kind].enter?.(work, fresh, deps, { now, correlationId })
      : false;
  await show(work, posted === true ? { ...doing, below: true } : doing, deps, outcome.notice);
  return { notice: outcome.notice ?? null };
}

async function show(work: Work, doing: Doing, deps: BotDeps, notice?: Notice): Promise<void> {
  const fresh = await loadChecklist(work.tx, doing.checklistId);
  if (fresh !== null) await emitChecklistCard(work, fresh, deps, { ...doing, notice });
}

/** What else they have not ended comes below: messages are for that one from here on. */
async function offerNext(
  work: Work,
  { row }: OpenChecklist,
  deps: BotDeps,
  { correlationId }: Doing,
): Promise<void> {
  const id = await activeChecklistId(work.tx, row.staffId, row.chatId);
  const next = id === null ? null : await loadChecklist(work.tx, id);
  if (next === null) return;
  const notice = { key: 'checklist-resumed' };
  await emitChecklistCard(work, next, deps, { correlationId, below: true, notice });
}

async function ask(
  work: Work,
  open: OpenChecklist,
  reason: string,
  deps: BotDeps,
  doing: Doing,
): Promise<void> {
  const { row } = open;
  const t = deps.texts.in(deps.company.language);
  await emitApprovalRequest(work, deps, {
    kind: 'deposit_exception',
    branch: row.branch,
    subject: checklistSubject(row.id),
    carId: row.carId ?? undefined,
    car: subjectName({ open, deps, t }),
    bookingId: row.bookingId ?? undefined,
    reason,
    requestedBy: row.staffId,
    correlationId: doing.correlationId,
  });
}

async function takeBack(work: Work, open: OpenChecklist, deps: BotDeps, doing: Doing): Promise<void> {
  const { id, staffId: actor } = open.row;
  const { correlationId } = doing;
  await withdrawRequest(work, deps, { subject: checklistSubject(id), actor, correlationId });
}
