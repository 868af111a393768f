import { factsOf, requestKindOf, requestTitle, verdictOf } from '../../../domain/approvals/index.js';
import { checklistOfSubject, SHOW_CHECKLIST, type ShowChecklist } from '../../../domain/checklists/index.js';
import { afterClosingDecided } from '../../../domain/incidents/index.js';
import { textPost } from '../../../domain/posts/index.js';
import { findMember, isQuiet, peopleOf } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { Approval } from '../../../platform/prisma/index.js';
import type { BotDeps } from '../../core/deps.js';

/**
 * What waited goes on: the checklist is shown anew to the one who walks it, the incident is closed. Whoever asked for
 * anything else is told in private.
 */
export async function afterDecision(
  work: Work,
  approval: Approval,
  deps: BotDeps,
  correlationId: string,
): Promise<void> {
  if (approval.kind === 'incident_close') await afterClosingDecided(work, deps, approval, correlationId);
  const checklistId = approval.kind === 'deposit_exception' ? checklistOfSubject(approval.subject) : null;
  if (checklistId === null) return tellRequester(work, approval, deps, correlationId);
  const approved = approval.state === 'approved';
  const payload: ShowChecklist = {
    checklistId,
    notice: { key: approved ? 'checklist-exception-approved' : 'checklist-exception-rejected' },
  };
  await work.enqueue({ kind: SHOW_CHECKLIST, payload, correlationId, priority: 2 });
}

async function tellRequester(
  work: Work,
  approval: Approval,
  deps: BotDeps,
  correlationId: string,
): Promise<void> {
  const { requestedBy, decidedBy, decidedAt } = approval;
  const kind = requestKindOf(approval);
  const requester = requestedBy === null ? null : await findMember(work.tx, requestedBy);
  // Who decided themselves has seen it.
  if (requester === null || kind === null || requestedBy === decidedBy) return;
  const { carId } = factsOf(approval);
  const car = carId === undefined ? null : await work.tx.car.findUnique({ where: { id: carId } });
  const decider = decidedBy === null ? undefined : (await peopleOf(work.tx, [decidedBy]))[0];
  const language = requester.language ?? deps.company.language;
  const t = deps.texts.in(language);
  const at = decidedAt === null ? '' : formatMoment(decidedAt, deps.company.timezone, language);
  await work.emit(
    textPost({
      to: { chatId: String(requester.telegramId) },
      html: lines(
        html`<b>${t('approval-outcome')}</b>`,
        html`${requestTitle(approval, kind, car, t)}`,
        html`<b>${verdictOf(approval, t, { name: decider?.name ?? '—', at })}</b>`,
      ),
      silent: isQuiet(requester, deps.clock.now(), deps.company.timezone),
      correlationId,
      priority: 2,
    }),
  );
}
