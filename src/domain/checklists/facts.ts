import type { Money } from '../../kernel/money.js';
import type { AmountFact, NumberFact, OptionFact, StepOf } from './definition.js';

/** What the rules know of the world around the checklist; what nobody knows is absent. */
export interface Facts {
  /** The company's. */
  currency: string;
  numbers: Readonly<Partial<Record<NumberFact, number>>>;
  /** One amount for each currency; a currency that is not there: nothing. */
  amounts: Readonly<Partial<Record<AmountFact, readonly Money[]>>>;
  options: Readonly<Partial<Record<OptionFact, string>>>;
}

const USUAL_CURRENCIES = ['GEL', 'USD', 'EUR'];

/** The currencies in which an amount can be given, the company's first where the definition names none. */
export function currenciesOf(step: StepOf<'money'>, { currency }: Pick<Facts, 'currency'>): string[] {
  return step.currencies ?? [...new Set([currency, ...USUAL_CURRENCIES])];
}

/** The amount that can be taken in one tap. */
export function suggestedAmount(step: StepOf<'money'>, facts: Facts): Money | null {
  const known = step.suggest === undefined ? [] : (facts.amounts[step.suggest] ?? []);
  const possible = currenciesOf(step, facts);
  return known.find(({ minor, currency }) => minor > 0 && possible.includes(currency)) ?? null;
}

/** Whether this is what was to be expected; undefined when nobody knows what was. */
export function asSuggested(step: StepOf<'money'>, amount: Money, facts: Facts): boolean | undefined {
  const known = step.suggest === undefined ? undefined : facts.amounts[step.suggest];
  if (known === undefined) return undefined;
  const expected = suggestedAmount(step, facts);
  if (expected === null) return amount.minor === 0;
  return expected.minor === amount.minor && expected.currency === amount.currency;
}

/** The option that is known to have been right before. */
export function sameOption(step: StepOf<'choice'>, facts: Facts): string | null {
  const option = step.same === undefined ? undefined : facts.options[step.same];
  return option !== undefined && step.options.includes(option) ? option : null;
}
