import { describe, expect, it } from 'vitest';
import { currenciesOf } from './facts.js';
import type { Moved } from './outcome.js';
import { applyInput } from './rules.js';
import { after, at, facts, moved, press, refusal, say } from './walk-for-tests.js';

describe('the deposit', () => {
  it.each([
    ['100 USD', 10_000, 'USD'],
    ['$50.5', 5_050, 'USD'],
    ['€ 70', 7_000, 'EUR'],
    ['1 200,50 gel', 120_050, 'GEL'],
    ['300 ₾', 30_000, 'GEL'],
  ])('"%s" is %i minor units of %s', (text, minor, currency) => {
    const asked = after(at('deposit'), press('amount'), say(text));
    expect(asked.prompt).toEqual({ ask: 'money_method', minor, currency });
    expect(after(asked, press('method', 'card'))).toMatchObject({
      step: 'confirm',
      answers: {
        deposit: {
          value: { type: 'money', minor, currency, method: 'card', exception: null, suggested: false },
          skipped: null,
        },
      },
    });
  });

  it('without a sign asks in which currency, the company’s first', () => {
    const asked = after(at('deposit'), say('1 200,50'));
    expect(asked.prompt).toEqual({ ask: 'money_currency', minor: 120_050 });
    expect(after(asked, press('currency', 'USD')).prompt).toEqual({
      ask: 'money_method',
      minor: 120_050,
      currency: 'USD',
    });
    expect(refusal(asked, press('currency', 'RUB'))).toBe('checklist-stale');
    expect(refusal(asked, say('200'))).toBe('checklist-press-a-button');
    expect(currenciesOf({ id: 'deposit', type: 'money', methods: [] }, { currency: 'EUR' })).toEqual([
      'EUR',
      'GEL',
      'USD',
    ]);
  });

  it.each(['', '0', 'нет', '-200', '200 рублей', '1.234', '12345678'])('refuses %j as an amount', (text) => {
    expect(refusal(at('deposit'), say(text))).toBe('checklist-amount-expected');
  });

  it('one tap takes the amount of the booking, when it names one', () => {
    expect(after(at('deposit'), press('ok')).prompt).toEqual({
      ask: 'money_method',
      minor: 20_000,
      currency: 'GEL',
    });
    for (const amounts of [{}, { 'booking.deposit': [{ minor: 0, currency: 'GEL' }] }])
      expect(applyInput(at('deposit'), press('ok'), { ...facts, amounts })).toMatchObject({
        type: 'refused',
        notice: { key: 'checklist-amount-expected' },
      });
  });

  it('a method that the definition does not have is refused', () => {
    expect(refusal(after(at('deposit'), press('ok')), press('method', 'crypto'))).toBe('checklist-stale');
  });

  describe('that was not taken', () => {
    const reason = 'Постоянный клиент';

    function asked(): Moved {
      return moved(applyInput(after(at('deposit'), press('none')), say(reason), facts));
    }

    it('asks a manager with the reason, and goes on to the end meanwhile', () => {
      const outcome = asked();
      expect(outcome.requestException).toEqual({ reason });
      expect(outcome.progress).toMatchObject({
        step: 'confirm',
        exception: 'pending',
        answers: { deposit: { value: { minor: 0, method: null, exception: reason } } },
      });
      expect(refusal(outcome.progress, press('ok'))).toBe('checklist-waits-for-approval');
    });

    it('needs a reason in words', () => {
      const prompted = after(at('deposit'), press('none'));
      expect(refusal(prompted, say(' '))).toBe('checklist-reason-needed');
    });

    it('lets the car go once a manager has approved', () => {
      expect(applyInput({ ...asked().progress, exception: 'approved' }, press('ok'), facts)).toEqual({
        type: 'done',
      });
    });

    it('is asked for again when a manager has rejected it', () => {
      const outcome = moved(applyInput({ ...asked().progress, exception: 'rejected' }, press('ok'), facts));
      expect(outcome.progress).toMatchObject({ step: 'deposit', prompt: null });
      expect(outcome.notice?.key).toBe('checklist-exception-rejected');
    });

    it('and then taken all the same, after a rejection or before the answer, ends well', () => {
      for (const exception of ['rejected', 'pending'] as const) {
        const back = after({ ...asked().progress, exception }, press('back'), press('ok'));
        const outcome = moved(applyInput(back, press('method', 'cash'), facts));
        expect(outcome.withdrawException).toBe(true);
        // A rejection stays on record; a request that was open is withdrawn.
        const stands = { ...outcome.progress, exception: exception === 'rejected' ? exception : null };
        expect(applyInput(stands, press('ok'), facts), exception).toEqual({ type: 'done' });
      }
    });
  });
});
