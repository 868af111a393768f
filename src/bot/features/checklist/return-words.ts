import type { FactLine } from '../../../domain/approvals/index.js';
import type { Bill, Mark, Settlement } from '../../../domain/handovers/index.js';
import { html, shorten, type Html } from '../../../kernel/html.js';
import { formatMoney, type Money } from '../../../kernel/money.js';
import type { Language, Translate } from '../../../platform/i18n/index.js';
import type { Charge } from '../../../platform/prisma/index.js';

const NOTE_LIMIT = 120;

const signs: Readonly<Record<string, string>> = { pending: '⏳', approved: '✅', rejected: '✖️' };

/** "Roof — dent 5 cm". */
export function markText({ zone, comment }: Mark, t: Translate): string {
  return [t(`zone-${zone}`), comment === null ? null : shorten(comment, NOTE_LIMIT)]
    .filter((part) => part !== null)
    .join(' — ');
}

export function marksText(marks: readonly Mark[], t: Translate): string {
  return marks.map((mark) => markText(mark, t)).join('; ');
}

/** What is charged for, without the amount. */
export function chargeName(charge: Charge, t: Translate): string {
  return t(`charge-kind-${charge.kind}`, { quantity: charge.quantity, place: placeOf(charge, t) });
}

/** What is charged for and how much, with how it stands. */
export function chargeLine(charge: Charge, t: Translate, language: Language): Html {
  const { kind, state, quantity, amount: minor, currency } = charge;
  const known = minor === null ? t('charge-unpriced') : formatMoney({ minor, currency }, language);
  const amount = state === 'rejected' ? t('charge-rejected') : known;
  return html`${signs[state] ?? '•'} ${t(`charge-line-${kind}`, { quantity, amount, place: placeOf(charge, t) })}`;
}

/** The same for the card of an approval, which words it for each reader. `t`: of the branch's language. */
export function chargeFact(charge: Charge, t: Translate): FactLine {
  const { kind, quantity, amount, currency } = charge;
  const key = `charge-line-${kind}`;
  return { key, values: { quantity, amount: { minor: amount ?? 0, currency }, place: placeOf(charge, t) } };
}

function placeOf({ zone, note }: Charge, t: Translate): string {
  if (zone !== null) return markText({ zone, comment: note }, t);
  return note === null ? '—' : shorten(note, NOTE_LIMIT);
}

/** An amount as it is told to people: which way it goes is said in words, not by a sign. */
export function amountText({ minor, currency }: Money, language: Language): string {
  return formatMoney({ minor: Math.abs(minor), currency }, language);
}

/** What is to change hands, a line for each currency. */
export function dueLines(due: Settlement, t: Translate, language: Language): Html[] {
  if (due.length === 0) return [html`<b>${t('return-due-nothing')}</b>`];
  return due.map((one) => {
    const amount = amountText(one, language);
    return html`<b>${one.minor > 0 ? t('return-due-back', { amount }) : t('return-due-take', { amount })}</b>`;
  });
}

/** "gave back 160 ₾, took 20 $". */
export function settledText(settled: Settlement, t: Translate, language: Language): string {
  if (settled.length === 0) return t('return-settled-nothing');
  return settled
    .map((one) => {
      const amount = amountText(one, language);
      return one.minor > 0 ? t('return-settled-back', { amount }) : t('return-settled-take', { amount });
    })
    .join(', ');
}

/** What is still to change hands, a line for each currency; none when nothing is. */
export function leftLines(left: Settlement, t: Translate, language: Language): Html[] {
  return left.map((one) => {
    const amount = amountText(one, language);
    return html`❗️ <b>${one.minor > 0 ? t('return-left-back', { amount }) : t('return-left-take', { amount })}</b>`;
  });
}

/** Whether what was asked of a manager is still open; nothing when nothing was. */
export function decisionLine({ open, charges }: Bill, t: Translate): Html | null {
  if (open > 0) return html`⏳ ${t('return-waits')}`;
  return charges.length > 0 ? html`${t('return-decided')}` : null;
}
