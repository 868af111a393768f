import { decisionKeyboard, verdictOf } from '../../../domain/approvals/index.js';
import { cardPost, standingTopic } from '../../../domain/posts/index.js';
import type { NewEffect } from '../../../engine/outbox/index.js';
import { html, lines } from '../../../kernel/html.js';
import { formatTime } from '../../../platform/i18n/index.js';
import type { Approval, Prisma } from '../../../platform/prisma/index.js';
import type { BotDeps } from '../../core/deps.js';

/** The card of an approval in the branch's handovers topic, as things stand: open with buttons, or who decided. */
export async function approvalCard(
  tx: Prisma.TransactionClient,
  approval: Approval,
  deps: Pick<BotDeps, 'company' | 'texts'>,
  correlationId: string,
): Promise<NewEffect> {
  const { language, timezone } = deps.company;
  const t = deps.texts.in(language);
  const payload = approval.payload as { car?: string; bookingId?: number; reason?: string };
  const people = await tx.staff.findMany({
    where: { telegramId: { in: [approval.requestedBy, approval.decidedBy].filter((id) => id !== null) } },
  });
  const nameOf = (id: bigint | null): string => people.find((one) => one.telegramId === id)?.name ?? '—';
  const at = approval.decidedAt === null ? '' : formatTime(approval.decidedAt, timezone, language);
  const verdict = verdictOf(approval, t, { name: nameOf(approval.decidedBy), at });
  return cardPost({
    key: `approval:${approval.id}`,
    to: { branch: approval.branch, topic: standingTopic('handovers', t) },
    html: lines(
      html`<b>${t('approval-deposit-title')}</b>`,
      html`🚗 ${payload.car} · ${t('booking-title', { id: String(payload.bookingId ?? '') })}`,
      html`🙋 ${nameOf(approval.requestedBy)}`,
      html`💬 ${payload.reason}`,
      '',
      html`<b>${verdict ?? t('approval-pending')}</b>`,
    ),
    keyboard: decisionKeyboard(approval, t),
    correlationId,
    priority: 2,
  });
}
