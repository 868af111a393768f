import { requestApproval, withdrawApproval, findApproval } from '../../../domain/approvals/index.js';
import { carName } from '../../../domain/bookings/index.js';
import {
  addPhoto,
  applyInput,
  checklistSubject,
  dropPhoto,
  loadChecklist,
  lockChecklist,
  recordIssue,
  saveProgress,
  type Input,
  type Notice,
  type OpenChecklist,
  type TakenPhoto,
} from '../../../domain/checklists/index.js';
import { audit } from '../../../domain/audit/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { approvalCard, EXPIRE_APPROVAL } from '../approvals/index.js';
import { emitChecklistCard } from './card.js';
import { STORE_PHOTO } from './photo-job.js';
import { emitIssueSummary } from './summary.js';

/** A manager has this long to decide on an exception: the client is standing there. */
const APPROVAL_MS = 12 * 3_600_000;

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
  if (row.state === 'done' || row.state === 'cancelled') return { notice: { key: 'checklist-ended' } };
  if (doing.version !== undefined && doing.version !== row.version) {
    // The press was meant for an earlier question; doing it now could answer another one.
    await emitChecklistCard(work, open, deps, doing);
    return { notice: { key: 'checklist-stale' } };
  }
  const now = deps.clock.now();
  const outcome = applyInput(open.progress, doing.input, {
    carMileage: open.booking.car?.mileage ?? null,
    bookingDeposit: open.booking.booking.deposit,
    currency: deps.company.currency,
  });
  switch (outcome.type) {
    case 'refused':
      // A toast says it to who pressed; who wrote or sent a photo finds it on the card.
      await emitChecklistCard(work, open, deps, {
        ...doing,
        notice: doing.version === undefined ? outcome.notice : undefined,
      });
      return { notice: outcome.notice };
    case 'cancelled':
      await saveProgress(work.tx, open, open.progress, 'cancelled', now);
      await takeBack(work, open, deps, doing);
      await audit(work.tx, {
        actor: row.staffId,
        action: 'checklist.cancelled',
        subject: checklistSubject(row.id),
      });
      await show(work, doing, deps);
      return { notice: { key: 'checklist-cancelled' } };
    case 'done': {
      await saveProgress(work.tx, open, { ...open.progress, prompt: null }, 'done', now);
      await recordIssue(work, open, { now, correlationId: doing.correlationId });
      await emitIssueSummary(work, open, deps, doing.correlationId);
      await show(work, doing, deps);
      return { notice: { key: 'checklist-done' } };
    }
    case 'moved': {
      if (outcome.retake !== undefined) await dropPhoto(work.tx, row.id, outcome.retake);
      if (outcome.photoSlot !== undefined && doing.photo !== undefined) {
        const owner = { checklistId: row.id, carId: row.carId, takenBy: row.staffId };
        const photoId = await addPhoto(work.tx, owner, outcome.photoSlot, doing.photo);
        await work.enqueue({
          kind: STORE_PHOTO,
          payload: { photoId },
          correlationId: doing.correlationId,
          priority: 6,
        });
      }
      await saveProgress(work.tx, open, outcome.progress, 'active', now);
      if (outcome.requestException !== undefined)
        await ask(work, open, outcome.requestException.reason, deps, doing);
      if (outcome.withdrawException === true) await takeBack(work, open, deps, doing);
      await show(work, doing, deps, outcome.notice);
      return { notice: outcome.notice ?? null };
    }
  }
}

async function show(work: Work, doing: Doing, deps: BotDeps, notice?: Notice): Promise<void> {
  const fresh = await loadChecklist(work.tx, doing.checklistId);
  if (fresh !== null) await emitChecklistCard(work, fresh, deps, { ...doing, notice });
}

async function ask(
  work: Work,
  open: OpenChecklist,
  reason: string,
  deps: BotDeps,
  doing: Doing,
): Promise<void> {
  const { row } = open;
  const expiresAt = new Date(deps.clock.now().getTime() + APPROVAL_MS);
  const t = deps.texts.in(deps.company.language);
  const { id, replaced } = await requestApproval(work.tx, {
    kind: 'deposit_exception',
    branch: row.branch,
    subject: checklistSubject(row.id),
    payload: { bookingId: row.bookingId, car: carName(open.booking, t), reason },
    requestedBy: row.staffId,
    expiresAt,
  });
  await emitApproval(work, replaced, deps, doing);
  await emitApproval(work, id, deps, doing);
  await work.enqueue({
    kind: EXPIRE_APPROVAL,
    payload: { approvalId: id },
    runAt: expiresAt,
    correlationId: doing.correlationId,
  });
}

async function takeBack(work: Work, open: OpenChecklist, deps: BotDeps, doing: Doing): Promise<void> {
  await emitApproval(
    work,
    await withdrawApproval(work.tx, checklistSubject(open.row.id), open.row.staffId),
    deps,
    doing,
  );
}

async function emitApproval(work: Work, id: string | null, deps: BotDeps, doing: Doing): Promise<void> {
  const approval = id === null ? null : await findApproval(work.tx, id);
  if (approval !== null) await work.emit(await approvalCard(work.tx, approval, deps, doing.correlationId));
}
