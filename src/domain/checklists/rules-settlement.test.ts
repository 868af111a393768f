import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Money } from '../../kernel/money.js';
import type { ChecklistDefinition } from './definition.js';
import type { Facts } from './facts.js';
import type { Input, Outcome } from './outcome.js';
import type { Progress } from './progress.js';
import { applyInput } from './rules.js';

const definition: ChecklistDefinition = {
  kind: 'return',
  steps: [
    { id: 'settlement', type: 'settlement', methods: ['cash', 'card'] },
    { id: 'confirm', type: 'confirm', final: true },
  ],
};
const begin: Progress = {
  definition,
  step: 'settlement',
  ...{ prompt: null, answers: {}, photos: [], exception: null },
};

const gel = (minor: number): Money => ({ minor, currency: 'GEL' });
const usd = (minor: number): Money => ({ minor, currency: 'USD' });

function facts(...due: Money[]): Facts {
  return { currency: 'GEL', numbers: {}, amounts: { 'return.settlement': due }, options: {} };
}

const press = (verb: string, argument = ''): Input => ({ type: 'press', verb, argument });
const say = (text: string): Input => ({ type: 'text', text });

function walk(due: Money[], ...inputs: Input[]): Outcome {
  return inputs.reduce<Outcome>(
    (outcome, input) =>
      outcome.type === 'moved' ? applyInput(outcome.progress, input, facts(...due)) : outcome,
    { type: 'moved', progress: begin },
  );
}

/** What is stored as settled, or what the person is told instead. */
function settled(due: Money[], ...inputs: Input[]): unknown {
  const outcome = walk(due, ...inputs);
  if (outcome.type === 'refused') return outcome.notice.key;
  if (outcome.type !== 'moved') return outcome.type;
  const value = outcome.progress.answers['settlement']?.value;
  return value?.type === 'settlement' ? [value.amounts, value.method] : outcome.progress.prompt?.ask;
}

describe('settling', () => {
  it.each<[string, Money[], Input[], unknown]>([
    [
      'what is due is a tap and the way of it',
      [gel(16_000)],
      [press('ok'), press('method', 'cash')],
      [[gel(16_000)], 'cash'],
    ],
    [
      'what the client pays is below zero',
      [gel(-4_000)],
      [press('ok'), press('method', 'card')],
      [[gel(-4_000)], 'card'],
    ],
    [
      'two currencies are one tap too',
      [usd(10_000), gel(-4_000)],
      [press('ok'), press('method', 'cash')],
      [[usd(10_000), gel(-4_000)], 'cash'],
    ],
    ['nothing is one tap and no question', [], [press('ok')], [[], null]],
    [
      'another amount goes the way that was due',
      [gel(16_000)],
      [say('150 GEL'), press('method', 'cash')],
      [[gel(15_000)], 'cash'],
    ],
    [
      'what the client pays is typed without a sign',
      [gel(-4_000)],
      [say('35 gel'), press('method', 'cash')],
      [[gel(-3_500)], 'cash'],
    ],
    [
      'it may go the other way',
      [gel(16_000)],
      [press('took'), say('10 ₾'), press('method', 'cash')],
      [[gel(-1_000)], 'cash'],
    ],
    [
      'without a sign the currency is chosen',
      [gel(16_000)],
      [say('60'), press('currency', 'USD'), press('method', 'cash')],
      [[usd(6_000)], 'cash'],
    ],
    [
      'of two currencies the named one is changed',
      [usd(10_000), gel(-4_000)],
      [press('took'), say('30 GEL'), press('method', 'cash')],
      [[usd(10_000), gel(-3_000)], 'cash'],
    ],
  ])('%s', (_, due, inputs, expected) => {
    expect(settled(due, ...inputs)).toEqual(expected);
  });

  it('is asked how before it is done, and can be taken back', () => {
    expect(settled([gel(16_000)], press('ok'))).toBe('settle_method');
    expect(settled([gel(16_000)], press('ok'), press('back'))).toBeUndefined();
  });

  it.each<[string, Money[], Input[], string]>([
    ['words', [gel(16_000)], [say('later')], 'checklist-amount-expected'],
    ['nothing as an amount', [gel(16_000)], [say('0 GEL')], 'checklist-amount-expected'],
    ['an amount of which nobody knows the way', [], [say('10 GEL')], 'checklist-press-a-button'],
    ['an amount where two are due', [usd(10_000), gel(-4_000)], [say('10 GEL')], 'checklist-press-a-button'],
    [
      'a way of payment that is not there',
      [gel(16_000)],
      [press('ok'), press('method', 'gold')],
      'checklist-stale',
    ],
    ['a currency that is not there', [gel(16_000)], [say('60'), press('currency', 'JPY')], 'checklist-stale'],
    ['a button of another step', [gel(16_000)], [press('pick', 'e8')], 'checklist-stale'],
  ])('%s is refused', (_, due, inputs, notice) => {
    expect(settled(due, ...inputs)).toBe(notice);
  });

  it('never throws, and stores what was on the question, whatever changes in between', () => {
    const amount = fc.record({
      minor: fc.integer({ min: -50_000, max: 50_000 }).filter((minor) => minor !== 0),
      currency: fc.constantFrom('GEL', 'USD', 'EUR'),
    });
    const input: fc.Arbitrary<Input> = fc.oneof(
      fc.constantFrom('ok', 'gave', 'took', 'back', 'skip').map((verb) => press(verb)),
      fc.constantFrom('cash', 'card', 'gold').map((method) => press('method', method)),
      fc.constantFrom('GEL', 'USD', 'XXX').map((currency) => press('currency', currency)),
      fc.constantFrom('150', '70 USD', '0', '-5', 'later', '1 200,5 ₾').map(say),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(amount, { maxLength: 3 }), input), { maxLength: 12 }),
        (moves) => {
          let progress = begin;
          for (const [due, one] of moves) {
            const asked = progress.prompt;
            const outcome = applyInput(progress, one, facts(...due));
            if (outcome.type !== 'moved') continue;
            progress = outcome.progress;
            const value = progress.answers['settlement']?.value;
            if (asked?.ask === 'settle_method' && value?.type === 'settlement' && progress.prompt === null)
              if (one.type === 'press' && one.verb === 'method') expect(value.amounts).toEqual(asked.amounts);
            if (progress.step !== 'settlement') progress = { ...progress, step: 'settlement' };
          }
        },
      ),
    );
  });
});
