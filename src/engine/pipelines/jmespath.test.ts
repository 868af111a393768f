import { describe, expect, it } from 'vitest';
import { evaluate, evaluateExisting, evaluateList, holds, isTrue, type Scope } from './jmespath.js';

const scope: Scope = {
  params: { city: 'Batumi', zero: 0, nothing: null },
  steps: {
    weather: { temperature: 30, days: [12, 25, 31] },
    mail: {
      items: [
        { from: 'a', size: 3 },
        { from: 'b', size: 9, unread: true },
      ],
    },
    approval: { status: 'approved' },
  },
  event: null,
  run: { id: 'r1' },
  now: new Date('2026-03-29T09:00:00Z'),
};

describe('an expression', () => {
  it.each<[string, unknown]>([
    ['steps.weather.temperature > `25`', true],
    ['steps.weather.temperature > 25', true],
    ['steps.weather.temperature>25.5', true],
    ['steps.weather.temperature == -3', false],
    ['steps.weather.temperature - 3', 27],
    ['steps.weather.temperature-3', 27],
    ['steps.weather.days[1]', 25],
    ['steps.weather.days[-1]', 31],
    ['steps.weather.days[0:2]', [12, 25]],
    ['steps.weather.days[?@ > 20]', [25, 31]],
    ['steps.mail.items[?size > 5].from | [0]', 'b'],
    ['steps.mail.items[?unread == true].from', ['b']],
    ['length(steps.mail.items) >= 2', true],
    [`steps.approval.status == 'approved'`, true],
    [`'it is 25 > 3, not 2'`, 'it is 25 > 3, not 2'],
    ['{low: min(steps.weather.days), warm: [true, null, 5]}', { low: 12, warm: [true, null, 5] }],
    [`steps.weather.temperature > 25 ? 'warm' : 'cold'`, 'warm'],
    ['`{"true": 1}`.true', 1],
    ['!steps.weather.days[0]', false],
    [`!steps.approval.status == 'approved'`, false],
    ['!steps.mail.items[?size > 10]', true],
    ['steps.mail.items[?!unread].from', ['a']],
    ['now', '2026-03-29T09:00:00.000Z'],
    ['now+24h', '2026-03-30T09:00:00.000Z'],
    ['now - 90s', '2026-03-29T08:58:30.000Z'],
    [
      '[now+1w, now-1d, now+15m]',
      ['2026-04-05T09:00:00.000Z', '2026-03-28T09:00:00.000Z', '2026-03-29T09:15:00.000Z'],
    ],
  ])('%s', (text, value) => {
    expect(evaluate(text, scope)).toEqual(value);
    expect(evaluateExisting(text, scope)).toEqual(value);
  });

  it('is null in a condition where something does not exist', () => {
    expect(evaluate('steps.wether.temperature', scope)).toBeNull();
    expect(holds('steps.wether.temperature > 25', scope)).toBe(false);
    expect(holds('event.payload', scope)).toBe(false);
  });

  it('sees the item of a for-each by its name', () => {
    expect(evaluate('letter.from', { ...scope, item: { name: 'letter', value: { from: 'c' } } })).toBe('c');
  });

  it('sees nothing that objects inherit', () => {
    for (const text of [
      'constructor',
      'params.constructor',
      'params.toString',
      'params.__proto__',
      '[params.constructor]',
    ])
      expect(evaluate(text, scope)).toEqual(text.startsWith('[') ? [null] : null);
    expect(() => evaluate('constructor(params)', scope)).toThrow('there is no function constructor()');
  });

  it.each([
    ['steps.weather.', 'cannot be read'],
    ['', 'empty'],
    [`'open`, `the quote ' is not closed`],
    [`steps.a = 'b'`, 'compare with `==`'],
    ['lenght(steps)', 'there is no function lenght(); did you mean `length`?'],
    ['let $x = params in $x', 'are not known'],
    ['&params', 'argument of a function'],
    ['('.repeat(3_000) + 'now' + ')'.repeat(900), 'cannot be read'],
    ['a'.repeat(5_000), 'longer than'],
  ])('that cannot be read is refused: %.40s', (text, named) => {
    const read = (): unknown => evaluate(text, scope);
    expect(read).toThrow(expect.objectContaining({ code: 'pipeline.expression', retryable: false }) as Error);
    expect(read).toThrow(named);
  });

  it.each([
    ['length(params.zero)', 'length()'],
    ['params.zero / 0', 'divide by zero'],
    ['params.zero % 0', 'not a number'],
    ['now+99999999999d', 'further away'],
    [`pad_left(params.city, 500000000, ' ')`, 'too long a text'],
    [Array(40).fill('[@, @]').join('|'), 'too large'],
    [`to_string(${Array(40).fill('[@, @]').join('|')})`, 'too large'],
    [`${Array(9).fill(`map(&[@,@], [@,@,@,@,@,@,@,@])[]`).join('|')} | length(@)`, 'too l'],
  ])(
    'that has no value, or one without bounds, is a fault and no end of the process: %.40s',
    (text, named) => {
      const value = (): unknown => evaluate(text, scope);
      expect(value).toThrow(
        expect.objectContaining({ code: 'pipeline.expression', retryable: false }) as Error,
      );
      expect(value).toThrow(named);
    },
  );
});

describe('an expression of which everything must exist', () => {
  it.each([
    [
      'steps.wether.temperature',
      '`steps` has no `wether` (it has weather, mail, approval); did you mean `weather`?',
    ],
    ['steps.weather.days[3]', '`steps.weather.days` has no item 3, its length is 3'],
    [
      'steps.mail.items.from',
      '`steps.mail.items` is a list, `steps.mail.items[*].from` reads `from` of every item',
    ],
    ['event.payload.amount', '`event` is null, so there is no `payload` in it'],
    ['params.city.name', '`params.city` is no object'],
    ['params.nothing.name', '`params.nothing` is null'],
    ['parms.city', 'there is no variable `parms`; did you mean `params`?'],
    ['to_string(params.country)', '`params` has no `country`'],
    ['{name: params.country}', '`params` has no `country`'],
    [`params.country == 'GE'`, '`params` has no `country`'],
    ['params.country[?a].b', '`params` has no `country`'],
    [`params.city && params.country`, '`params` has no `country`'],
    [`params.country || params.land`, '`params` has no `land`'],
  ])('%s', (text, named) => {
    expect(() => evaluateExisting(text, scope)).toThrow(named);
  });

  it.each<[string, unknown]>([
    [`params.country || 'GE'`, 'GE'],
    ['not_null(params.country, params.city)', 'Batumi'],
    ['params.country && params.country.code', null],
    [`params.country ? params.country.code : 'none'`, 'none'],
    ['!params.country', true],
    ['params.country == null', true],
    ['params.nothing', null],
  ])('may ask about what does not: %s', (text, value) => {
    expect(evaluateExisting(text, scope)).toEqual(value);
  });
});

it('a for-each goes through a list and through nothing else', () => {
  expect(evaluateList('steps.weather.days', scope)).toEqual([12, 25, 31]);
  expect(() => evaluateList('params.city', scope)).toThrow('a list is needed here, this is a text');
  expect(() => evaluateList('params.nothing', scope)).toThrow('this is null');
  expect(() => evaluateList('steps.rain.days', scope)).toThrow('`steps` has no `rain`');
});

it('false, null and what is empty are not true, 0 is', () => {
  for (const value of [false, null, undefined, '', [], {}]) expect(isTrue(value)).toBe(false);
  for (const value of [true, 0, -1, 'false', ' ', [null], { a: null }]) expect(isTrue(value)).toBe(true);
});
