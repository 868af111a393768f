import type { Callback } from '../../../domain/posts/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { applyToChecklist } from './apply.js';

/** A press on a checklist's card: only by the one who walks it. */
export async function pressChecklist(
  ctx: StaffContext,
  press: Extract<Callback, { action: 'checklist' }>,
  deps: BotDeps,
): Promise<void> {
  const row = await deps.prisma.checklist.findUnique({ where: { id: press.checklistId } });
  if (row === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, 'checklist.walk', row.branch)) return;
  if (row.staffId !== ctx.person.telegramId) {
    ctx.toast = { text: ctx.t('checklist-of-another'), alert: true };
    return;
  }
  const { verb, argument, version } = press;
  const { notice } = await ctx.scope.commit((work) =>
    applyToChecklist(
      work,
      {
        checklistId: row.id,
        version,
        input: { type: 'press', verb, argument },
        seen: ctx.callbackQuery?.message?.message_id,
        correlationId: ctx.scope.correlationId,
      },
      deps,
    ),
  );
  if (notice !== null) ctx.toast = { text: ctx.t(notice.key, notice.variables) };
}
