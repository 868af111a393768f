import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerValue, Prompt, type Progress } from './progress.js';
import { applyInput, skipReasons, type Facts, type Input, type Outcome } from './rules.js';
import { at, definition, photo, press, say, stepIds, usualAt } from './walk-for-tests.js';

describe('whatever somebody does', () => {
  type Doing = Input | { type: 'usual' } | { type: 'decide'; decision: 'approved' | 'rejected' };

  const verbs = [
    ...['back', 'skip', 'cancel', 'stop', 'reason', 'ok', 'sure', 'pick', 'retake', 'next', 'mark', 'zone'],
    ...['nophoto', 'nonote', 'amount', 'method', 'none', 'constructor', ''],
  ];
  const argumentsOfAll = [
    ...skipReasons,
    ...definition.steps.flatMap((step) => {
      if (step.type === 'choice') return step.options;
      if (step.type === 'damage') return step.zones;
      return step.type === 'money' ? step.methods : [];
    }),
  ];
  const texts = [
    '50123',
    '49000',
    '0',
    '-1',
    '1500001',
    '100 USD',
    '200',
    ' ',
    'нет',
    '😀'.repeat(400),
    '5e4',
  ];
  const doing: fc.Arbitrary<Doing> = fc.oneof(
    { weight: 12, arbitrary: fc.constant<Doing>({ type: 'usual' }) },
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constant('press' as const),
        verb: fc.constantFrom(...verbs),
        argument: fc.oneof(fc.constant(''), fc.constantFrom(...argumentsOfAll), fc.string()),
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
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('decide' as const),
        decision: fc.constantFrom('approved' as const, 'rejected' as const),
      }),
    },
  );
  const doings = fc.array(doing, { minLength: 1, maxLength: 60, size: 'max' });
  const someStep = fc.constantFrom(...stepIds);
  const someFacts: fc.Arbitrary<Facts> = fc.record({
    carMileage: fc.option(fc.integer({ min: 0, max: 1_500_000 })),
    bookingDeposit: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
    currency: fc.constantFrom('GEL', 'USD'),
  });

  /** The next thing on the usual way from here. */
  function nextUsual(progress: Progress): Input {
    switch (progress.prompt?.ask) {
      case 'money_method':
        return press('method', 'card');
      case 'sure':
        return press('sure');
      case 'damage_photo':
        return photo;
      case 'damage_comment':
      case 'skip_reason':
      case 'exception_reason':
        return say('Причина');
      case 'money_amount':
        return say('100');
      case 'damage_zone':
        return press('zone', 'roof');
      case 'cancel':
        return press('back');
      case undefined:
        return usualAt(progress.step)[0] ?? press('ok');
    }
  }

  /** The exception as the database would tell it: a decision stays, a request that was open can be withdrawn. */
  function exceptionAfter(before: Progress['exception'], outcome: Extract<Outcome, { type: 'moved' }>) {
    if (outcome.requestException !== undefined) return 'pending';
    return outcome.withdrawException === true && before === 'pending' ? null : before;
  }

  function expectSound(before: Progress, outcome: Extract<Outcome, { type: 'moved' }>): void {
    const { progress, retake, photoSlot } = outcome;
    expect(stepIds).toContain(progress.step);
    expect(progress.definition).toBe(definition);
    if (progress.prompt !== null) expect(Prompt.parse(progress.prompt)).toEqual(progress.prompt);
    for (const answer of Object.values(progress.answers)) {
      if (answer.value !== null) expect(AnswerValue.parse(answer.value)).toEqual(answer.value);
      expect(halvesOfCharacters(answer)).toEqual([]);
    }
    // Only the step at which the person stands gets a new answer, and none is taken away.
    for (const [step, answer] of Object.entries(before.answers)) {
      if (step !== before.step) expect(progress.answers[step]).toBe(answer);
      else {
        expect(progress.answers[step]).toBeDefined();
        if (answer.value !== null) expect(progress.answers[step]?.value?.type).toBe(answer.value.type);
      }
    }
    const marksOf = ({ answers }: Progress) => {
      const value = answers['damage']?.value;
      return value?.type === 'damage' ? value.marks : [];
    };
    expect(marksOf(progress).slice(0, marksOf(before).length)).toEqual(marksOf(before));
    // A photo counts until it is taken anew, and exactly that one is named.
    const kept = before.photos.filter((one) => one.step !== retake?.step || one.slot !== retake.slot);
    expect(progress.photos).toEqual([...kept, ...(photoSlot === undefined ? [] : [photoSlot])]);
    const places = progress.photos.map((one) => `${one.step}/${one.slot}`);
    expect(new Set(places).size).toBe(places.length);
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

  function expectFinished({ answers, exception }: Progress): void {
    for (const id of stepIds.slice(0, -1)) expect(answers[id], id).toBeDefined();
    const deposit = answers['deposit']?.value;
    expect(deposit?.type).toBe('money');
    if (deposit?.type === 'money' && deposit.exception !== null) expect(exception).toBe('approved');
  }

  it('the rules neither throw nor leave the steps, lose no answer, and are done only when all is answered', () => {
    let finished = 0;
    fc.assert(
      fc.property(someStep, someStep, doings, someFacts, (answered, step, all, known) => {
        let stands: Progress = { ...at(answered), step };
        for (const one of all) {
          if (one.type === 'decide') {
            if (stands.exception === 'pending') stands = { ...stands, exception: one.decision };
            continue;
          }
          const outcome = applyInput(stands, one.type === 'usual' ? nextUsual(stands) : one, known);
          if (outcome.type === 'refused') {
            expect(outcome.notice.key).toMatch(/^checklist-/);
            continue;
          }
          if (outcome.type === 'cancelled') {
            expect(stands.prompt).toEqual({ ask: 'cancel' });
            return;
          }
          if (outcome.type === 'done') {
            finished += 1;
            expectFinished(stands);
            return;
          }
          expectSound(stands, outcome);
          stands = { ...outcome.progress, exception: exceptionAfter(stands.exception, outcome) };
        }
      }),
      { numRuns: 400 },
    );
    // The property would say nothing if no sequence ever came to the end.
    expect(finished).toBeGreaterThan(20);
  });
});
