import {
  factsOf,
  openApprovals,
  questionOf,
  requestKindOf,
  requestTitle,
  tellOfApproval,
} from '../../../domain/approvals/index.js';
import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { reachesEverywhere } from '../../../domain/staff/index.js';
import { html, shorten } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { Approval } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { pageNumber, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';

const PAGE = 8;
const LABEL_LIMIT = 60;

/** `/approvals`: what waits for a decision in the person's branches, the soonest to expire first. */
export async function showApprovals(ctx: StaffContext, wanted: number, deps: BotDeps): Promise<void> {
  const { t, person, language } = ctx;
  const branches = reachesEverywhere(person.role) ? 'all' : person.branches;
  const { total, approvals, page } = await openApprovals(deps.prisma, { branches, page: wanted, size: PAGE });
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const titles = await Promise.all(approvals.map((approval) => titleOf(approval, ctx, deps)));
  await showScreen(ctx, {
    lines: [
      html`<b>${t('approvals-title')}</b>${pageNumber(page, pages)}`,
      ...(total === 0 ? [t('approvals-empty')] : [t('approvals-hint'), '']),
      ...approvals.map(
        ({ expiresAt }, at) =>
          html`• ${titles[at]} · ${formatMoment(expiresAt, deps.company.timezone, language)}`,
      ),
    ],
    keyboard: [
      ...approvals.map(({ id }, at): Button[] => [
        {
          text: shorten(titles[at] ?? '', LABEL_LIMIT),
          data: encodeCallback({ action: 'approval.open', approvalId: id }),
        },
      ]),
      turning(page, pages, (to) => ({ action: 'approvals', page: to })),
    ],
  });
}

/** The card comes into the private chat, below everything else, and works there. */
export async function openApproval(ctx: StaffContext, id: string, deps: BotDeps): Promise<void> {
  const approval = await deps.prisma.approval.findUnique({ where: { id } });
  if (approval === null) {
    if (ctx.callbackQuery === undefined) await ctx.reply(ctx.t('stale-button'));
    else ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, 'approval.see', approval.branch)) {
    if (ctx.callbackQuery === undefined) await ctx.reply(ctx.t('refused'));
    return;
  }
  const { telegramId: person } = ctx.person;
  const { correlationId } = ctx.scope;
  await ctx.scope.commit((work) => tellOfApproval(work, deps, { id, person, correlationId }));
}

async function titleOf(approval: Approval, { t }: StaffContext, deps: BotDeps): Promise<string> {
  const kind = requestKindOf(approval);
  if (kind === null) return `❓ ${questionOf(approval)?.text ?? t('approval-pipeline-title')}`;
  const { carId } = factsOf(approval);
  const car = carId === undefined ? null : await deps.prisma.car.findUnique({ where: { id: carId } });
  return requestTitle(approval, kind, car, t);
}
