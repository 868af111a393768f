import { lockChecklist, SHOW_CHECKLIST, type ShowChecklist } from '../../../domain/checklists/index.js';
import { keepPhoto } from '../../../domain/photos/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';

/** A photo that was asked for again stays as it is: at night there may be no better one. Only its walker says so. */
export async function pressKeep(ctx: StaffContext, photoId: string, deps: BotDeps): Promise<void> {
  const photo = await deps.prisma.photo.findUnique({ where: { id: photoId }, include: { checklist: true } });
  const checklist = photo?.checklist ?? null;
  if (checklist === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, 'checklist.walk', checklist.branch)) return;
  if (checklist.staffId !== ctx.person.telegramId) {
    ctx.toast = { text: ctx.t('checklist-of-another'), alert: true };
    return;
  }
  const { correlationId } = ctx.scope;
  const isKept = await ctx.scope.commit(async (work) => {
    const open = await lockChecklist(work.tx, checklist.id);
    const kept = open?.row.state === 'active' && (await keepPhoto(work.tx, photoId));
    const payload: ShowChecklist = { checklistId: checklist.id };
    await work.enqueue({ kind: SHOW_CHECKLIST, payload, correlationId, priority: 2 });
    return kept;
  });
  ctx.toast = { text: ctx.t(isKept ? 'photo-kept' : 'photo-keep-late') };
}
