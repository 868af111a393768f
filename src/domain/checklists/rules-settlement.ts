import { parseMinor, type Money } from '../../kernel/money.js';
import type { StepOf } from './definition.js';
import type { Facts } from './facts.js';
import { answered, moved, refused, type Moved, type Outcome } from './outcome.js';
import type { Progress } from './progress.js';
import { currencySign } from './rules-money.js';

type SettlementStep = StepOf<'settlement'>;
type Way = 'back' | 'take';

/** What is to change hands at a return: above zero it goes back to the client, below zero the client pays. */
export function dueAt({ amounts }: Pick<Facts, 'amounts'>): readonly Money[] {
  return amounts['return.settlement'] ?? [];
}

/** The currencies in which it can be settled: those of the deposit and of the charges, and the usual ones. */
export function settlementCurrencies(facts: Facts): string[] {
  return [...new Set([...dueAt(facts).map(({ currency }) => currency), facts.currency, 'USD', 'EUR'])];
}

export function pressSettlement(
  progress: Progress,
  step: SettlementStep,
  { verb, argument }: { verb: string; argument: string },
  facts: Facts,
): Outcome {
  const { prompt } = progress;
  switch (verb) {
    case 'ok':
      return askHow(progress, step, dueAt(facts));
    case 'gave':
      return moved(progress, { prompt: { ask: 'settle_amount', way: 'back' } });
    case 'took':
      return moved(progress, { prompt: { ask: 'settle_amount', way: 'take' } });
    case 'currency':
      return prompt?.ask === 'settle_currency' && settlementCurrencies(facts).includes(argument)
        ? askHow(progress, step, inPlaceOf(dueAt(facts), signed(prompt.minor, prompt.way, argument)))
        : refused('checklist-stale');
    case 'method':
      return prompt?.ask === 'settle_method' && step.methods.includes(argument)
        ? settled(progress, step, prompt.amounts, argument)
        : refused('checklist-stale');
    default:
      return refused('checklist-stale');
  }
}

/** "160", "70 USD". Which way it went is what was asked, or what is due when only that was to be expected. */
export function typedSettlement(
  progress: Progress,
  step: SettlementStep,
  text: string,
  facts: Facts,
): Outcome {
  const { prompt } = progress;
  if (prompt?.ask === 'settle_method' || prompt?.ask === 'settle_currency')
    return refused('checklist-press-a-button');
  const way = prompt?.ask === 'settle_amount' ? prompt.way : expectedWay(dueAt(facts));
  if (way === null) return refused('checklist-press-a-button');
  const { rest, currency } = currencySign(text);
  const minor = parseMinor(rest);
  if (minor === null || minor === 0) return refused('checklist-amount-expected');
  const possible = settlementCurrencies(facts);
  if (currency === undefined) return moved(progress, { prompt: { ask: 'settle_currency', way, minor } });
  return possible.includes(currency)
    ? askHow(progress, step, inPlaceOf(dueAt(facts), signed(minor, way, currency)))
    : refused('checklist-currency-not-here', { currencies: possible.join(', ') });
}

/** Nothing that changes hands does so in no way. */
function askHow(progress: Progress, step: SettlementStep, amounts: readonly Money[]): Outcome {
  const [only, ...others] = step.methods;
  if (amounts.length === 0) return settled(progress, step, amounts, null);
  return others.length === 0 && only !== undefined
    ? settled(progress, step, amounts, only)
    : moved(progress, { prompt: { ask: 'settle_method', amounts: amounts.map((one) => ({ ...one })) } });
}

function settled(
  progress: Progress,
  step: SettlementStep,
  amounts: readonly Money[],
  method: string | null,
): Moved {
  return answered(progress, step, {
    type: 'settlement',
    amounts: amounts.map(({ minor, currency }) => ({ minor, currency })),
    method,
  });
}

/** Of several currencies the one that was named is changed, a single amount is what was given instead of it. */
function inPlaceOf(due: readonly Money[], amount: Money): Money[] {
  const isNamed = (one: Money): boolean => one.currency === amount.currency;
  return due.length > 1 && due.some(isNamed) ? due.map((one) => (isNamed(one) ? amount : one)) : [amount];
}

function signed(minor: number, way: Way, currency: string): Money {
  return { minor: way === 'back' ? minor : -minor, currency };
}

function expectedWay(due: readonly Money[]): Way | null {
  const [only, ...others] = due;
  if (only === undefined || others.length > 0) return null;
  return only.minor > 0 ? 'back' : 'take';
}
