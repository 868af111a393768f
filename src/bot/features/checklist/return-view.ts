import { assessmentOf, billOfReturn, returnResult, type Step } from '../../../domain/checklists/index.js';
import { conditionOf, heldFor, outstanding } from '../../../domain/handovers/index.js';
import { html, type Html } from '../../../kernel/html.js';
import {
  amountText,
  chargeLine,
  decisionLine,
  dueLines,
  leftLines,
  marksText,
  settledText,
} from './return-words.js';
import type { View } from './view.js';

/** What a step of a return says besides its question: how it was at the issue, and what is to be settled. */
export function returnLines(step: Step, view: View): Html[] {
  const { open, t } = view;
  if (open.row.kind !== 'return') return [];
  const issued = open.issue === null ? null : conditionOf(open.issue);
  if (step.type === 'settlement') return settlementLines(view);
  if (issued === null) return unknownIssue(step, view);
  if (step.type !== 'damage') return [];
  const { marks } = issued;
  return [
    marks.length === 0
      ? html`${t('return-issue-no-damage')}`
      : html`${t('return-issue-damage', { marks: marksText(marks, t) })}`,
  ];
}

/** Said once, where it first matters. */
function unknownIssue(step: Step, { open, t }: View): Html[] {
  return step === open.progress.definition.steps[0] ? [html`${t('return-issue-unknown')}`] : [];
}

/** Deposit, charges and what is to change hands. */
function settlementLines(view: View): Html[] {
  const { open, deps, t, language } = view;
  const { currency } = deps.company;
  const bill = billOfReturn(open, currency);
  const { lateHours: hours } = assessmentOf(open, deps.company).comparison;
  const decision = decisionLine(bill, t);
  return [
    heldLine(view),
    ...(hours > 0 ? [html`${t('return-late', { hours })}`] : []),
    ...bill.charges.map((charge) => chargeLine(charge, t, language)),
    ...dueLines(bill.due, t, language),
    ...(decision === null ? [] : [decision]),
  ];
}

function heldLine({ open, deps, t, language }: View): Html {
  const { money, from } = heldFor(open.issue, open.booking?.booking ?? null, deps.company.currency);
  if (money === null) return html`${t('return-held-none')}`;
  const amount = amountText(money, language);
  return html`${from === 'issue' ? t('return-held', { amount }) : t('return-held-by-booking', { amount })}`;
}

/** What an answer of a return means against the issue: "600 km driven". Null when there is nothing to compare. */
export function returnDetail(step: Step, { open, deps, t, language }: View): string | null {
  if (open.row.kind !== 'return') return null;
  const value = open.progress.answers[step.id]?.value;
  if (value?.type === 'settlement') {
    const method = value.method === null ? null : t(`method-${value.method}`);
    const parts = [settledText(value.amounts, t, language), method];
    return parts.filter((part) => part !== null).join(', ');
  }
  const { comparison } = assessmentOf(open, deps.company);
  if (step.type === 'number' && step.compare === 'issue.mileage') {
    const { km } = comparison;
    if (km === null) return null;
    const far = Math.abs(km).toLocaleString(language);
    return km < 0 ? t('return-km-back', { km: far }) : t('return-km', { km: far });
  }
  if (step.type === 'choice' && step.same === 'issue.fuel' && comparison.fuelEighthsLess > 0)
    return t('return-fuel-less', { eighths: comparison.fuelEighthsLess });
  return null;
}

/** How the money stands once the return is over: what was charged, what changed hands, and what is still to. */
export function returnEnding(view: View): Html[] {
  const { open, deps, t, language } = view;
  if (open.row.kind !== 'return' || open.row.state !== 'done') return [];
  const bill = billOfReturn(open, deps.company.currency);
  const { settled } = returnResult(open.progress);
  const left = outstanding(bill.open > 0 ? bill.due : bill.decided, settled ?? []);
  const decision = decisionLine(bill, t);
  return [
    heldLine(view),
    ...bill.charges.map((charge) => chargeLine(charge, t, language)),
    ...(settled === null ? [] : [html`💵 ${settledText(settled, t, language)}`]),
    ...leftLines(left, t, language),
    ...(left.length === 0 && bill.open === 0 ? [html`${t('return-left-nothing')}`] : []),
    ...(decision === null ? [] : [decision]),
  ];
}
