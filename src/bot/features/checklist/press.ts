import { checklistKind } from '../../../domain/checklists/index.js';
import type { CallbackOf } from '../../../domain/posts/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { applyToChecklist } from './apply.js';
import { permissionOf } from './permissions.js';

/** Handing it to a colleague has a permission of its own. */
const GIVING = ['give', 'to'];

/** A press on a checklist's card: only by the one who walks it. */
export async function pressChecklist(
  ctx: StaffContext,
  press: CallbackOf<'checklist'>,
  deps: BotDeps,
): Promise<void> {
  const row = await deps.prisma.checklist.findUnique({ where: { id: press.checklistId } });
  const kind = row === null ? null : checklistKind(row.kind);
  if (row === null || kind === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  const { verb, argument, version } = press;
  if (!allowed(ctx, permissionOf(kind), row.branch)) return;
  if (GIVING.includes(verb) && !allowed(ctx, 'checklist.hand_over', row.branch)) return;
  if (row.staffId !== ctx.person.telegramId) {
    ctx.toast = { text: ctx.t('checklist-of-another'), alert: true };
    return;
  }
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
