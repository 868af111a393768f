import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinal, type ChecklistDefinition, type Condition, type Step } from './definition.js';
import type { Facts } from './facts.js';
import { checklistKinds } from './kinds.js';
import type { Input, Moved } from './outcome.js';
import { AnswerValue, currentStep, Prompt, type Progress } from './progress.js';
import { applyInput, skipReasons } from './rules.js';
import { beginOf, definitionOf, photo, press, say, visibleIds } from './walk-for-tests.js';

type Bare = Step extends infer One ? (One extends Step ? Omit<One, 'id' | 'when'> : never) : never;

const options = ['e0', 'e8', 'other'];

/** A step of any type, without its id and condition. */
const bare: fc.Arbitrary<Bare> = fc.oneof(
  fc.constant<Bare>({ type: 'confirm' }),
  fc.constantFrom<Bare>(
    { type: 'number', unit: 'km', min: 0, max: 1_500_000, compare: 'car.mileage', jump: 1_000 },
    { type: 'number', unit: 'days', min: 1, max: 90 },
  ),
  fc.constantFrom<Bare>({ type: 'choice', options }, { type: 'choice', options, same: 'issue.fuel' }),
  fc.constantFrom<Bare>(
    { type: 'photos', slots: ['front'] },
    { type: 'photos', slots: ['front', 'rear', 'left'] },
  ),
  fc.constant<Bare>({ type: 'damage', zones: ['roof', 'rear'] }),
  fc.constantFrom<Bare>({ type: 'text', min: 1, max: 300 }, { type: 'text', min: 3, max: 10 }),
  fc.constantFrom<Bare>(
    { type: 'money', methods: ['cash', 'card'], suggest: 'booking.deposit', exception: 'deposit_exception' },
    { type: 'money', methods: [], currencies: ['USD'], suggest: 'cash.expected', none: true },
    { type: 'money', methods: ['cash'] },
  ),
  fc.constant<Bare>({ type: 'settlement', methods: ['cash', 'card'] }),
);

const wanted: fc.Arbitrary<Omit<Condition, 'step'>> = fc.oneof(
  fc.record({ is: fc.constantFrom('answered', 'skipped', 'different', 'e8', 'other') }),
  fc.constant<Omit<Condition, 'step'>>({ is: ['e0', 'skipped'] }),
  fc.record({ more: fc.integer({ min: 0, max: 300 }) }),
  fc.record({ less: fc.integer({ min: 0, max: 300 }) }),
);

const anything = fc
  .array(fc.record({ step: bare, on: fc.option(fc.nat(20)), wanted }), { minLength: 1, maxLength: 8 })
  .map((parts): ChecklistDefinition => {
    // One exception at most: there is one approval about a checklist.
    let isExcepted = false;
    const steps = parts.map(({ step, on, wanted: condition }, at): Step => {
      const when: Condition | undefined =
        on === null || at === 0 ? undefined : { step: `s${on % at}`, ...condition };
      const { exception, ...others } = step.type === 'money' ? step : { ...step, exception: undefined };
      const once = exception !== undefined && !isExcepted;
      isExcepted ||= once;
      return { ...others, id: `s${at}`, ...(when && { when }), ...(once && { exception }) };
    });
    return { kind: 'issue', steps: [...steps, { id: 'end', type: 'confirm', final: true }] };
  });

/** Those that are shipped, and any other that the language of definitions can say. */
const anyDefinition: fc.Arbitrary<ChecklistDefinition> = fc.oneof(
  fc.constantFrom(...checklistKinds.map(definitionOf)),
  anything,
);

type Doing = Input | { type: 'usual' } | { type: 'decide'; decision: 'approved' | 'rejected' };

const verbs = [
  ...['back', 'skip', 'cancel', 'stop', 'reason', 'ok', 'allok', 'sure', 'pick', 'same', 'retake', 'next'],
  ...['mark', 'zone', 'nophoto', 'nonote', 'amount', 'currency', 'method', 'none', 'zero', 'give', 'to'],
  ...['gave', 'took', 'constructor', ''],
];
const words = [
  ...skipReasons,
  ...['e0', 'e8', 'other', 'roof', 'rear', 'front', 'left', 'mark-0', 'cash', 'card', 'GEL', 'USD', 'zz9'],
];
const texts = [
  ...['50123', '49000', '0', '-1', '1500001', '100 USD', '200', ' ', 'нет', '5e4', '7'],
  '😀'.repeat(400),
];

const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Doing>({ type: 'usual' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('press' as const),
      verb: fc.constantFrom(...verbs),
      argument: fc.oneof(fc.constant(''), fc.constantFrom(...words), fc.string()),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('text' as const),
      text: fc.oneof(fc.constantFrom(...texts), fc.string(), fc.string({ unit: 'binary' })),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Doing>(photo) },
  { weight: 2, arbitrary: fc.constant<Doing>(press('mark')) },
  { weight: 1, arbitrary: fc.constant<Doing>(press('retake')) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('decide' as const),
      decision: fc.constantFrom('approved' as const, 'rejected' as const),
    }),
  },
);
const doings = fc.array(doing, { minLength: 1, maxLength: 60, size: 'max' });
const amount = fc.record({
  minor: fc.integer({ min: 0, max: 1_000_000 }),
  currency: fc.constantFrom('GEL', 'USD'),
});
const someFacts: fc.Arbitrary<Facts> = fc.record({
  currency: fc.constantFrom('GEL', 'USD'),
  numbers: fc.record({ 'car.mileage': fc.integer({ min: 0, max: 1_500_000 }) }, { requiredKeys: [] }),
  amounts: fc.record(
    {
      'booking.deposit': fc.array(amount, { maxLength: 2 }),
      'cash.expected': fc.array(amount, { maxLength: 2 }),
      'return.settlement': fc.array(amount, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
  options: fc.record({ 'issue.fuel': fc.constantFrom('e8', 'e5') }, { requiredKeys: [] }),
});

/** The next thing on the usual way from here. */
function nextUsual(progress: Progress): Input {
  const step = currentStep(progress);
  switch (progress.prompt?.ask) {
    case 'money_method':
    case 'settle_method':
      return press('method', 'card');
    case 'money_currency':
    case 'settle_currency':
      return press('currency', 'USD');
    case 'sure':
      return press('sure');
    case 'damage_photo':
    case 'retake_slot':
      return photo;
    case 'damage_comment':
    case 'skip_reason':
    case 'exception_reason':
      return say('Причина');
    case 'money_amount':
      return say('100');
    case 'settle_amount':
      return say('100 USD');
    case 'damage_zone':
      return press('zone', step.type === 'damage' ? step.zones[0] : '');
    case 'cancel':
    case 'colleague':
    case 'retake':
      return press('back');
    case undefined:
      break;
  }
  switch (step.type) {
    case 'number':
      return say(String(step.max));
    case 'choice':
      return press('pick', step.options[1]);
    case 'photos':
      return photo;
    case 'text':
      return say('Слова');
    case 'money':
      return say('100');
    case 'settlement':
    case 'damage':
    case 'confirm':
      return press('ok');
  }
}

/** The exception as the database would tell it: a decision stays, a request that was open can be withdrawn. */
function exceptionAfter(before: Progress['exception'], outcome: Moved) {
  if (outcome.requestException !== undefined) return 'pending';
  return outcome.withdrawException === true && before === 'pending' ? null : before;
}

function expectSound(definition: ChecklistDefinition, before: Progress, outcome: Moved, input: Input): void {
  const { progress, retake, photoSlot } = outcome;
  expect(visibleIds(progress)).toContain(progress.step);
  expect(progress.definition).toBe(definition);
  if (progress.prompt !== null) expect(Prompt.parse(progress.prompt)).toEqual(progress.prompt);
  for (const answer of Object.values(progress.answers)) {
    if (answer.value !== null) expect(AnswerValue.parse(answer.value)).toEqual(answer.value);
    expect(halvesOfCharacters(answer)).toEqual([]);
  }
  // Only the step at which the person stands gets a new answer (several confirmations with one tap), none is taken away.
  const isAll = input.type === 'press' && input.verb === 'allok';
  for (const [step, answer] of Object.entries(before.answers)) {
    if (step !== before.step && !isAll) expect(progress.answers[step]).toBe(answer);
    else {
      expect(progress.answers[step]).toBeDefined();
      if (answer.value !== null) expect(progress.answers[step]?.value?.type).toBe(answer.value.type);
    }
  }
  for (const { id } of definition.steps)
    expect(marksOf(progress, id).slice(0, marksOf(before, id).length)).toEqual(marksOf(before, id));
  // A photo counts until it is taken anew, and exactly that one is named.
  const kept = before.photos.filter((one) => one.step !== retake?.step || one.slot !== retake.slot);
  expect(progress.photos).toEqual([...kept, ...(photoSlot === undefined ? [] : [photoSlot])]);
  const places = progress.photos.map((one) => `${one.step}/${one.slot}`);
  expect(new Set(places).size).toBe(places.length);
}

function marksOf({ answers }: Progress, step: string) {
  const value = answers[step]?.value;
  return value?.type === 'damage' ? value.marks : [];
}

/** PostgreSQL's jsonb does not take them. */
function halvesOfCharacters(value: unknown): string[] {
  const torn: string[] = [];
  JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'string' && /\p{Surrogate}/u.test(part)) torn.push(part);
    return part;
  });
  return torn;
}

function expectFinished(progress: Progress): void {
  const { definition, answers, exception } = progress;
  for (const step of definition.steps) {
    if (!visibleIds(progress).includes(step.id) || isFinal(step)) continue;
    expect(answers[step.id], step.id).toBeDefined();
    const value = answers[step.id]?.value;
    if (value?.type === 'money' && value.exception !== null) expect(exception).toBe('approved');
  }
}

describe('whatever somebody does at whatever checklist', () => {
  it('the rules neither throw nor leave the steps, lose no answer, and are done only when all is answered', () => {
    let finished = 0;
    fc.assert(
      fc.property(anyDefinition, doings, someFacts, (definition, all, known) => {
        let stands = beginOf(definition);
        for (const one of all) {
          if (one.type === 'decide') {
            if (stands.exception === 'pending') stands = { ...stands, exception: one.decision };
            continue;
          }
          const input = one.type === 'usual' ? nextUsual(stands) : one;
          const outcome = applyInput(stands, input, known);
          switch (outcome.type) {
            case 'refused':
              expect(outcome.notice.key).toMatch(/^checklist-/);
              continue;
            case 'cancelled':
              expect(stands.prompt).toEqual({ ask: 'cancel' });
              return;
            case 'given':
              expect(stands.prompt).toEqual({ ask: 'colleague' });
              return;
            case 'done':
              finished += 1;
              expectFinished(stands);
              return;
            case 'moved':
              expectSound(definition, stands, outcome, input);
              stands = { ...outcome.progress, exception: exceptionAfter(stands.exception, outcome) };
          }
        }
      }),
      { numRuns: 300 },
    );
    // The property would say nothing if no sequence ever came to the end.
    expect(finished).toBeGreaterThan(20);
  });

  it('from any step of it, reached or not, somebody comes to the end', () => {
    fc.assert(
      fc.property(anyDefinition, fc.nat(20), someFacts, (definition, from, known) => {
        const step = definition.steps[from % definition.steps.length]?.id ?? '';
        let stands: Progress = { ...beginOf(definition), step };
        for (let inputs = 0; inputs < 200; inputs += 1) {
          const outcome = applyInput(stands, nextUsual(stands), known);
          if (outcome.type === 'done') return true;
          if (outcome.type === 'moved') stands = outcome.progress;
          // What is not known cannot be taken in one tap, and photos that are all there are passed by a press.
          else {
            const next = applyInput(stands, press('next'), known);
            if (next.type !== 'moved') return false;
            stands = next.progress;
          }
        }
        return false;
      }),
    );
  });
});
