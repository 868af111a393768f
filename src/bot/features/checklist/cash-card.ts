import { z } from 'zod';
import { exceptionState } from '../../../domain/approvals/index.js';
import { differencesOf } from '../../../domain/checklists/index.js';
import { cardPost, standingTopic } from '../../../domain/posts/index.js';
import { peopleOf } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines, type Html } from '../../../kernel/html.js';
import { formatMoney, type Money } from '../../../kernel/money.js';
import { formatMoment, type Translate } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';

const Amounts = z.array(z.object({ minor: z.number().int(), currency: z.string() }));

/** What an approval of a difference is about. */
export function cashSubject(checklistId: string): string {
  return `cash:${checklistId}`;
}

/** The card of a hand-in in the branch's cash topic, as it stands: a difference is decided later. */
export async function emitCashCard(
  work: Work,
  checklistId: string,
  deps: Pick<BotDeps, 'company' | 'texts'>,
  correlationId: string,
): Promise<void> {
  const row = await work.tx.cashHandIn.findUnique({ where: { checklistId } });
  if (row === null) return;
  const { language, timezone } = deps.company;
  const t = deps.texts.in(language);
  const [amounts, expected] = [Amounts.parse(row.amounts), Amounts.parse(row.expected)];
  const text = (of: readonly Money[]): string =>
    of.length === 0 ? t('cash-card-nothing') : of.map((one) => formatMoney(one, language)).join(', ');
  const differences = differencesOf(amounts, expected);
  const state = await exceptionState(work.tx, cashSubject(checklistId));
  const name = (await peopleOf(work.tx, [row.staffId]))[0]?.name ?? '—';
  await work.emit(
    cardPost({
      key: `cash:${checklistId}`,
      to: { branch: row.branch, topic: standingTopic('cash', t) },
      html: lines(
        html`<b>💵 ${t('cash-card-title', { name })}</b>`,
        html`<i>${formatMoment(row.at, timezone, language)}</i>`,
        html`${t('cash-card-amounts', { amounts: text(amounts) })}`,
        html`${t('cash-card-expected', { amounts: text(expected) })}`,
        differences.length === 0
          ? null
          : html`⚠️ ${t('cash-card-difference', { amounts: differences.map((one) => signed(one, language)).join(', ') })}`,
        row.note === null ? null : html`💬 ${row.note}`,
        verdictLine(state, t),
      ),
      correlationId,
      priority: 4,
    }),
  );
}

/** How the decision stands that was asked for; null when none was. */
export function verdictLine(state: Awaited<ReturnType<typeof exceptionState>>, t: Translate): Html | null {
  switch (state) {
    case 'pending':
      return html`⏳ ${t('exception-pending')}`;
    case 'approved':
      return html`✅ ${t('exception-approved')}`;
    case 'rejected':
      return html`❌ ${t('exception-rejected')}`;
    case null:
      return null;
  }
}

function signed(amount: Money, language: string): string {
  return `${amount.minor > 0 ? '+' : ''}${formatMoney(amount, language)}`;
}
