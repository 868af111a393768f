import { describe, expect, it } from 'vitest';
import { missingParts } from './missing.js';
import type { Progress } from './progress.js';
import { applyInput } from './rules.js';
import {
  after,
  at,
  begin,
  facts,
  moved,
  photos,
  press,
  refusal,
  say,
  stepIds,
  usualAt,
} from './walk-for-tests.js';

describe('an issue from the beginning to the end', () => {
  it('asks every step once, in the order of the definition, and is done with the last press', () => {
    const asked: string[] = [];
    let stands = begin();
    for (const id of stepIds.slice(0, -1)) {
      asked.push(stands.step);
      stands = after(stands, ...usualAt(id));
      expect(stands.prompt).toBeNull();
    }
    expect(asked).toEqual(stepIds.slice(0, -1));
    expect(stands.step).toBe('confirm');
    expect(applyInput(stands, press('ok'), facts)).toEqual({ type: 'done' });
    expect(missingParts(stands)).toEqual([]);
    expect(stands.answers).toMatchObject({
      mileage: { value: { type: 'number', value: 50_123 }, skipped: null },
      fuel: { value: { type: 'choice', option: 'e8' }, skipped: null },
      damage: { value: { type: 'damage', marks: [] }, skipped: null },
      deposit: { value: { minor: 20_000, currency: 'GEL', method: 'cash', exception: null }, skipped: null },
    });
  });

  it('goes back a step at a time with the answers kept, and stays at the first step', () => {
    const stands = after(at('fuel'), press('back'), press('back'));
    expect(stands.step).toBe('mileage');
    expect(stands.answers['mileage']?.value).toEqual({ type: 'number', value: 50_123 });
    expect(refusal(begin(), press('back'))).toBe('checklist-at-start');
  });

  it('back out of a question within a step returns to the step', () => {
    for (const [step, ...inputs] of [
      ['documents', press('skip')],
      ['documents', press('cancel')],
      ['mileage', say('49999')],
      ['damage', press('mark'), press('zone', 'roof')],
      ['deposit', press('none')],
      ['deposit', press('ok')],
    ] as const) {
      const asked = after(at(step), ...inputs);
      expect(asked.prompt, step).not.toBeNull();
      expect(after(asked, press('back'))).toMatchObject({ step, prompt: null });
    }
  });

  it('an answer given again replaces only that answer', () => {
    const before = at('deposit');
    const changed = after({ ...before, step: 'fuel' }, press('pick', 'e3'));
    expect(changed.answers).toEqual({
      ...before.answers,
      fuel: { value: { type: 'choice', option: 'e3' }, skipped: null },
    });
  });

  it('does not finish over a step that was never answered, but leads there', () => {
    const jumped: Progress = { ...begin(), step: 'confirm' };
    const outcome = moved(applyInput(jumped, press('ok'), facts));
    expect(outcome.progress.step).toBe('documents');
    expect(outcome.notice?.key).toBe('checklist-step-open');
  });

  it('takes a press that belongs to another step for a stale one', () => {
    for (const [step, input] of [
      ['documents', press('pick', 'e3')],
      ['documents', press('sure')],
      ['documents', press('nosuchverb')],
      ['mileage', press('ok')],
      ['mileage', press('zone', 'roof')],
      ['fuel', press('pick', 'e9')],
      ['fuel', press('method', 'cash')],
      ['damage', press('zone', 'moon')],
      ['damage', press('nonote')],
      ['deposit', press('method', 'cash')],
      ['equipment', press('none')],
      ['confirm', press('reason', 'dark')],
    ] as const)
      expect(refusal(at(step), input), `${step} ${JSON.stringify(input)}`).toBe('checklist-stale');
  });
});

describe('skipping', () => {
  it('asks for a reason first; a usual one is one tap, any other is written', () => {
    const asked = after(at('outside'), press('skip'));
    expect(asked).toMatchObject({ step: 'outside', prompt: { ask: 'skip_reason' } });
    expect(after(asked, press('reason', 'dark'))).toMatchObject({
      step: 'inside',
      prompt: null,
      answers: { outside: { value: null, skipped: 'dark' } },
    });
    expect(after(asked, say(' Стоянка закрыта '))).toMatchObject({
      step: 'inside',
      answers: { outside: { value: null, skipped: 'Стоянка закрыта' } },
    });
  });

  it('refuses an empty reason, an unknown one, and one that nobody asked for', () => {
    const asked = after(at('outside'), press('skip'));
    expect(refusal(asked, say('   '))).toBe('checklist-reason-needed');
    expect(refusal(asked, press('reason', 'lazy'))).toBe('checklist-stale');
    expect(refusal(at('outside'), press('reason', 'dark'))).toBe('checklist-stale');
  });

  it('is listed as missing at the end, with the slots that stayed empty', () => {
    const stands = after(
      begin(),
      press('skip'),
      press('reason', 'later'),
      ...usualAt('mileage'),
      ...[press('skip'), press('reason', 'dark')],
      ...usualAt('fuel'),
      ...[...photos(6), press('skip'), press('reason', 'no-access')],
      ...usualAt(...stepIds.slice(stepIds.indexOf('inside'), -1)),
    );
    expect(applyInput(stands, press('ok'), facts)).toEqual({ type: 'done' });
    expect(missingParts(stands)).toEqual([
      'documents',
      'dashboard/dashboard',
      'outside/left',
      'outside/front-left',
    ]);
  });

  it('is not possible at the end', () => {
    expect(refusal(at('confirm'), press('skip'))).toBe('checklist-cannot-skip');
  });

  it('of the deposit is an exception, whichever button says so', () => {
    const asked = after(at('deposit'), press('skip'), press('reason', 'later'));
    expect(asked).toMatchObject({ step: 'deposit', prompt: { ask: 'exception_reason' } });
  });

  it('cuts a long reason without tearing a character', () => {
    const reason = `${'я'.repeat(299)}😀и ещё`;
    const stands = after(at('outside'), press('skip'), say(reason));
    expect(stands.answers['outside']?.skipped).toBe(`${'я'.repeat(299)}😀`);
  });
});

describe('cancelling', () => {
  it('asks first, and only then cancels', () => {
    const asked = after(at('fuel'), press('cancel'));
    expect(asked.prompt).toEqual({ ask: 'cancel' });
    expect(applyInput(asked, press('stop'), facts)).toEqual({ type: 'cancelled' });
    expect(refusal(at('fuel'), press('stop'))).toBe('checklist-stale');
  });

  it('a text in place of yes or no changes nothing', () => {
    expect(refusal(after(at('mileage'), press('cancel')), say('50123'))).toBe('checklist-press-a-button');
  });
});
