import { parseMinor, type Money } from '../../kernel/money.js';
import type { Step, StepOf } from './definition.js';
import { asSuggested, currenciesOf, suggestedAmount, type Facts } from './facts.js';
import { answered, cut, moved, refused, type Moved, type Outcome } from './outcome.js';
import type { AnswerValue, Progress } from './progress.js';

type MoneyStep = StepOf<'money'>;

const signs: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '₾': 'GEL',
  ლ: 'GEL',
  usd: 'USD',
  eur: 'EUR',
  gel: 'GEL',
};

export function pressMoney(
  progress: Progress,
  step: MoneyStep,
  press: { verb: string; argument: string },
  facts: Facts,
): Outcome {
  switch (press.verb) {
    case 'ok':
      return takeSuggested(progress, step, facts);
    case 'amount':
      return moved(progress, { prompt: { ask: 'money_amount' } });
    case 'currency':
      return chooseCurrency(progress, step, press.argument, facts);
    case 'method':
      return chooseMethod(progress, step, press.argument, facts);
    case 'zero':
      return step.none === true
        ? taken(progress, step, { minor: 0, currency: firstCurrency(step, facts) }, null, facts)
        : refused('checklist-stale');
    case 'none':
      return step.exception === undefined
        ? refused('checklist-stale')
        : moved(progress, { prompt: { ask: 'exception_reason' } });
    default:
      return refused('checklist-stale');
  }
}

/** The currency that stands before or behind an amount, and the amount without it. */
export function currencySign(text: string): { rest: string; currency: string | undefined } {
  const sign = /[$€₾ლ]|usd|eur|gel/i.exec(text)?.[0].toLowerCase();
  return {
    rest: text.replaceAll(/[$€₾ლ]|usd|eur|gel/gi, ''),
    currency: sign === undefined ? undefined : signs[sign],
  };
}

/** "200", "100 USD", "€ 70": without a sign the currency is chosen by a button. */
export function typedAmount(progress: Progress, step: MoneyStep, text: string, facts: Facts): Outcome {
  const { rest, currency: typed } = currencySign(text);
  const minor = parseMinor(rest);
  if (minor === null || (minor === 0 && step.none !== true)) return refused('checklist-amount-expected');
  const possible = currenciesOf(step, facts);
  if (typed !== undefined && !possible.includes(typed))
    return refused('checklist-currency-not-here', { currencies: possible.join(', ') });
  const currency = typed ?? (possible.length === 1 ? possible[0] : undefined);
  if (minor === 0)
    return taken(progress, step, { minor, currency: currency ?? firstCurrency(step, facts) }, null, facts);
  return currency === undefined
    ? moved(progress, { prompt: { ask: 'money_currency', minor } })
    : askMethod(progress, step, { minor, currency }, facts);
}

/** Nothing is taken, for a reason that a manager is asked about. */
export function typedException(progress: Progress, step: Step, reason: string, facts: Facts): Outcome {
  if (step.type !== 'money' || step.exception === undefined) return refused('checklist-stale');
  const value: AnswerValue = {
    type: 'money',
    minor: 0,
    currency: facts.currency,
    method: null,
    exception: cut(reason),
  };
  const next = answered({ ...progress, exception: 'pending' }, step, value);
  return { ...next, requestException: { reason: cut(reason) } };
}

function takeSuggested(progress: Progress, step: MoneyStep, facts: Facts): Outcome {
  const amount = suggestedAmount(step, facts);
  return amount === null
    ? refused('checklist-amount-expected')
    : askMethod(progress, step, { minor: amount.minor, currency: amount.currency }, facts);
}

function chooseCurrency(progress: Progress, step: MoneyStep, currency: string, facts: Facts): Outcome {
  if (progress.prompt?.ask !== 'money_currency' || !currenciesOf(step, facts).includes(currency))
    return refused('checklist-stale');
  return askMethod(progress, step, { minor: progress.prompt.minor, currency }, facts);
}

/** One way of payment, or none to speak of, is not asked for. */
function askMethod(progress: Progress, step: MoneyStep, amount: Money, facts: Facts): Outcome {
  const [only, ...others] = step.methods;
  if (others.length > 0)
    return moved(progress, {
      prompt: { ask: 'money_method', minor: amount.minor, currency: amount.currency },
    });
  return taken(progress, step, amount, only ?? null, facts);
}

function chooseMethod(progress: Progress, step: MoneyStep, method: string, facts: Facts): Outcome {
  if (progress.prompt?.ask !== 'money_method' || !step.methods.includes(method))
    return refused('checklist-stale');
  const { minor, currency } = progress.prompt;
  return taken(progress, step, { minor, currency }, method, facts);
}

function taken(
  progress: Progress,
  step: MoneyStep,
  { minor, currency }: Money,
  method: string | null,
  facts: Facts,
): Moved {
  const suggested = asSuggested(step, { minor, currency }, facts);
  const next = answered(progress, step, {
    type: 'money',
    ...{ minor, currency, method, exception: null },
    ...(suggested !== undefined && { suggested }),
  });
  return step.exception === undefined ? next : { ...next, withdrawException: progress.exception !== null };
}

function firstCurrency(step: MoneyStep, facts: Facts): string {
  return currenciesOf(step, facts)[0] ?? facts.currency;
}
