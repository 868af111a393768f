import { describe, expect, it } from 'vitest';
import { cashResult } from './finish-cash.js';
import { tripResult } from './finish-trip.js';
import { confirmRun } from './outcome.js';
import { missingParts } from './missing.js';

import { applyInput } from './rules.js';
import {
  after,
  beginOf,
  definitionOf,
  facts,
  photo,
  photos,
  press,
  refusal,
  say,
  visibleIds,
} from './walk-for-tests.js';

describe('steps that depend on others', () => {
  const begin = beginOf(definitionOf('trip'));

  it('are asked only when their condition holds, and are no part of the way otherwise', () => {
    expect(visibleIds(begin)).toEqual(['purpose', 'from', 'to', 'mileage', 'back', 'confirm']);
    const other = after(begin, press('pick', 'other'));
    expect(other.step).toBe('what');
    expect(visibleIds(other)).toContain('what');
    const wash = after(begin, press('pick', 'wash'));
    expect(wash.step).toBe('from');
    expect(after(wash, press('back')).step).toBe('purpose');
  });

  it('keep their answer when they go away, and are neither missing nor part of the result', () => {
    const told = after(begin, press('pick', 'other'), say('Отвезти документы'));
    const changed = after(told, press('back'), press('back'), press('pick', 'wash'));
    expect(changed.step).toBe('from');
    expect(changed.answers['what']?.value).toEqual({ type: 'text', text: 'Отвезти документы' });
    expect(tripResult(changed).purpose).toEqual({ option: 'wash', words: null });
    const skipped = after(begin, press('pick', 'other'), press('skip'), press('reason', 'later'));
    expect(missingParts(skipped)).toEqual(['what']);
    expect(missingParts(after(skipped, press('back'), press('back'), press('pick', 'wash')))).toEqual([]);
  });

  it('lead to the end with what was chosen and said', () => {
    const done = after(
      begin,
      press('pick', 'delivery'),
      press('pick', 'branch'),
      press('pick', 'client'),
      say('Руставели 5'),
      say('50100'),
      say('3'),
    );
    expect(done.step).toBe('confirm');
    expect(applyInput(done, press('ok'), facts)).toEqual({ type: 'done' });
    expect(tripResult(done)).toEqual({
      purpose: { option: 'delivery', words: null },
      from: { option: 'branch', words: null },
      to: { option: 'client', words: 'Руставели 5' },
      mileage: 50_100,
      hours: 3,
    });
  });
});

describe('words', () => {
  const asked = after(beginOf(definitionOf('trip')), press('pick', 'other'));

  it('that are too few or too many are given back with the bound', () => {
    expect(applyInput(asked, say('да'), facts)).toEqual({
      type: 'refused',
      notice: { key: 'checklist-text-too-short', variables: { min: '3' } },
    });
    expect(applyInput(asked, say('я'.repeat(201)), facts)).toMatchObject({
      notice: { key: 'checklist-text-too-long', variables: { max: '200' } },
    });
    expect(after(asked, say('😀'.repeat(200))).step).toBe('from');
  });

  it('are stored without what PostgreSQL refuses', () => {
    expect(after(asked, say('за\u0000меткой')).answers['what']?.value).toEqual({
      type: 'text',
      text: 'за\uFFFDметкой',
    });
  });

  it('are not said by a photo or a button', () => {
    expect(refusal(asked, photo)).toBe('checklist-no-photo-here');
    expect(refusal(asked, press('ok'))).toBe('checklist-stale');
  });
});

describe('cash that is handed in', () => {
  const begin = beginOf(definitionOf('cash'));
  const expected = facts.amounts['cash.expected'] ?? [];

  it('is one tap a currency when all is there, and asks no reason', () => {
    const done = after(begin, press('ok'), press('ok'), press('zero'));
    expect(done.step).toBe('confirm');
    expect(cashResult(done, expected)).toMatchObject({
      amounts: [
        { minor: 30_000, currency: 'GEL' },
        { minor: 10_000, currency: 'USD' },
      ],
      differences: [],
      note: null,
    });
  });

  it('is asked about when it is less, or more, or of another currency', () => {
    const less = after(begin, say('250'), press('ok'), say('0'));
    expect(less.step).toBe('why');
    expect(cashResult(after(less, say('Сдача клиенту')), expected)).toMatchObject({
      differences: [{ minor: -5_000, currency: 'GEL' }],
      note: 'Сдача клиенту',
    });
    const more = after(begin, press('ok'), press('ok'), say('20'), say('Нашли в машине'));
    expect(cashResult(more, expected).differences).toEqual([{ minor: 2_000, currency: 'EUR' }]);
  });

  it('counts what was expected and not handed in, skipped steps too', () => {
    const skipped = after(begin, press('ok'), press('skip'), press('reason', 'later'), press('zero'));
    expect(cashResult(skipped, expected).differences).toEqual([{ minor: -10_000, currency: 'USD' }]);
  });

  it('takes a sign of the step’s own currency only', () => {
    expect(after(begin, say('250 ₾')).step).toBe('usd');
    expect(applyInput(begin, say('250 $'), facts)).toEqual({
      type: 'refused',
      notice: { key: 'checklist-currency-not-here', variables: { currencies: 'GEL' } },
    });
  });
});

describe('confirmations in a row', () => {
  const begin = beginOf(definitionOf('maintenance'));
  const atKeys = after(
    begin,
    ...[press('pick', 'tyres'), say('50200'), photo, press('same'), ...photos(4), press('ok')],
  );

  it('are one tap together, or one by one', () => {
    expect(confirmRun(atKeys).map(({ id }) => id)).toEqual(['keys', 'papers', 'emptied']);
    const all = after(atKeys, press('allok'));
    expect(all.step).toBe('days');
    expect(Object.keys(all.answers)).toEqual(expect.arrayContaining(['keys', 'papers', 'emptied']));
    expect(after(atKeys, press('ok')).step).toBe('papers');
  });

  it('are none anywhere else', () => {
    expect(confirmRun(begin)).toEqual([]);
    expect(refusal(begin, press('allok'))).toBe('checklist-stale');
  });

  it('the level of fuel that was known is one tap, when it is known', () => {
    const atFuel = after(begin, press('pick', 'tyres'), say('50200'), photo);
    expect(after(atFuel, press('same')).answers['fuel']?.value).toEqual({ type: 'choice', option: 'e4' });
    expect(applyInput(atFuel, press('same'), { ...facts, options: {} }).type).toBe('refused');
  });
});

describe('handing it to a colleague', () => {
  const begin = beginOf(definitionOf('issue'));

  it('asks to whom, and then names them', () => {
    const asked = after(begin, press('give'));
    expect(applyInput(asked, press('to', (6_500_000_001).toString(36)), facts)).toEqual({
      type: 'given',
      to: 6_500_000_001n,
    });
    expect(after(asked, press('back'))).toMatchObject({ step: 'documents', prompt: null });
  });

  it('is not done by a press that nobody asked for, or that names nobody', () => {
    expect(refusal(begin, press('to', '1'))).toBe('checklist-stale');
    for (const argument of ['', 'Nino', '-1', 'zzzzzzzzzzzz'])
      expect(refusal(after(begin, press('give')), press('to', argument)), argument).toBe('checklist-stale');
  });
});
