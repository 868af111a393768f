import {
  activeChecklistId,
  activeChecklists,
  focusChecklist,
  loadChecklist,
} from '../../../domain/checklists/index.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import { html, shorten } from '../../../kernel/html.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { showScreen } from '../../core/screen.js';
import { applyToChecklist } from './apply.js';
import { emitChecklistCard } from './card.js';
import { titleOf } from './view.js';

const LABEL_LIMIT = 60;

/**
 * Shows what was left unfinished, after a restart too: the card, or a list when there are several. Says so when there is
 * nothing and `always`.
 */
export async function offerUnfinished(ctx: StaffContext, deps: BotDeps, always = false): Promise<void> {
  const me = ctx.person.telegramId;
  const [only, ...others] = await activeChecklists(deps.prisma, me, me);
  if (only === undefined) {
    if (always) await ctx.reply(ctx.t('checklist-none'));
    return;
  }
  if (others.length === 0) return showAgain(ctx, only.id, deps);
  const views = await Promise.all([only, ...others].map(({ id }) => loadChecklist(deps.prisma, id)));
  await showScreen(ctx, {
    lines: [html`<b>${ctx.t('unfinished-title')}</b>`],
    keyboard: views
      .filter((open) => open !== null)
      .map((open) => [
        {
          text: shorten(titleOf({ open, deps, t: ctx.t }), LABEL_LIMIT),
          data: encodeCallback({ action: 'checklist.show', checklistId: open.row.id }),
        },
      ]),
  });
}

/** One of several is chosen: what they write and send is for this one from here on. */
export async function pressShow(ctx: StaffContext, checklistId: string, deps: BotDeps): Promise<void> {
  const row = await deps.prisma.checklist.findUnique({ where: { id: checklistId } });
  if (row === null) ctx.toast = { text: ctx.t('stale-button'), alert: true };
  else if (row.staffId !== ctx.person.telegramId)
    ctx.toast = { text: ctx.t('checklist-of-another'), alert: true };
  else if (row.state !== 'active') ctx.toast = { text: ctx.t('checklist-ended'), alert: true };
  else {
    await showAgain(ctx, checklistId, deps);
    ctx.toast = { text: ctx.t('checklist-resumed') };
  }
}

/** `/cancel` leaves a dialogue at once; in the middle of a checklist it asks first, on the card. */
export async function cancelUnfinished(ctx: StaffContext, deps: BotDeps): Promise<void> {
  if (ctx.leftDialogue === true) {
    await ctx.reply(ctx.t('dialogue-left'));
    return;
  }
  const me = ctx.person.telegramId;
  const checklistId = await activeChecklistId(deps.prisma, me, me);
  if (checklistId === null) {
    await ctx.reply(ctx.t('cancel-nothing'));
    return;
  }
  const { correlationId } = ctx.scope;
  const input = { type: 'press' as const, verb: 'cancel', argument: '' };
  const doing = { checklistId, input, correlationId, below: true };
  await ctx.scope.commit((work) => applyToChecklist(work, doing, deps));
}

async function showAgain(ctx: StaffContext, id: string, deps: BotDeps): Promise<void> {
  const { correlationId } = ctx.scope;
  await ctx.scope.commit(async (work) => {
    await focusChecklist(work.tx, id, deps.clock.now());
    const open = await loadChecklist(work.tx, id);
    if (open === null) return;
    const notice = { key: 'checklist-resumed' };
    await emitChecklistCard(work, open, deps, { correlationId, below: true, notice });
  });
}
