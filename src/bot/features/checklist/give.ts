import { audit } from '../../../domain/audit/index.js';
import {
  checklistSubject,
  giveChecklist,
  loadChecklist,
  type OpenChecklist,
} from '../../../domain/checklists/index.js';
import { cardPost } from '../../../domain/posts/index.js';
import { findMember } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines } from '../../../kernel/html.js';
import type { BotDeps } from '../../core/deps.js';
import { checklistCardKey, emitChecklistCard } from './card.js';
import { canBeGiven } from './colleagues.js';
import { mayWalk } from './permissions.js';
import { titleOf } from './view.js';

/**
 * A colleague goes on with it: they get the card, and the one who had it keeps one that says so. False when they may not
 * walk it, whatever the button said.
 */
export async function giveToColleague(
  work: Work,
  open: OpenChecklist,
  to: bigint,
  deps: BotDeps,
  correlationId: string,
): Promise<boolean> {
  const { row } = open;
  const [giver, taker] = [await findMember(work.tx, row.staffId), await findMember(work.tx, to)];
  if (taker === null || to === row.staffId || !canBeGiven(row.kind) || !mayWalk(taker, row)) return false;
  await giveChecklist(work.tx, row.id, to);
  await audit(work.tx, {
    actor: row.staffId,
    action: 'checklist.given',
    subject: checklistSubject(row.id),
    details: { to: String(to) },
  });
  const t = deps.texts.in(giver?.language ?? deps.company.language);
  await work.emit(
    cardPost({
      key: checklistCardKey(row),
      to: { chatId: String(row.chatId) },
      html: lines(
        html`<b>${titleOf({ open, deps, t })}</b>`,
        html`👥 ${t('checklist-given', { name: taker.name })}`,
      ),
      keyboard: [],
      correlationId,
      priority: 1,
    }),
  );
  const fresh = await loadChecklist(work.tx, row.id);
  const notice = { key: 'checklist-given-to-you', variables: { name: giver?.name ?? '—' } };
  if (fresh !== null) await emitChecklistCard(work, fresh, deps, { correlationId, below: true, notice });
  return true;
}
