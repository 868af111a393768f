import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, Scope } from './jmespath.js';
import { renderTemplate } from './template.js';

const scope: Scope = {
  params: { user_name: 'Nino', limit: 3, nothing: null, tags: ['a', 'b'] },
  steps: { events: [{ title: 'x' }], summary: { text: 'all is well' } },
  event: { type: 'booking.created', payload: { id: 7 } },
  run: { id: 'r1' },
  now: new Date('2026-03-29T09:00:00Z'),
};

const json = (): fc.Arbitrary<Json> => fc.jsonValue() as fc.Arbitrary<Json>;
const plainText = (): fc.Arbitrary<string> => fc.string().filter((text) => !text.includes('${'));

describe('a template', () => {
  it.each<[Json, Json]>([
    ['Hello, ${params.user_name}!', 'Hello, Nino!'],
    [{ details: { timestamp: '${now}' } }, { details: { timestamp: '2026-03-29T09:00:00.000Z' } }],
    [
      { start: '${now}', end: '${now+24h}' },
      { start: '2026-03-29T09:00:00.000Z', end: '2026-03-30T09:00:00.000Z' },
    ],
    ['${steps.events}', [{ title: 'x' }]],
    ['${params.limit}', 3],
    ['${params.limit > 2}', true],
    ['${params.nothing}', null],
    ['${ params.limit }', 3],
    ['${params.limit}${params.limit}', '33'],
    ['#${event.payload.id}: ${params.tags}', '#7: ["a","b"]'],
    ['${{id: event.payload.id, tags: params.tags[0]}}', { id: 7, tags: 'a' }],
    [`\${'}'} and \${\`"}"\`}`, '} and }'],
    ['costs $5, $${params.limit} and $$$', 'costs $5, ${params.limit} and $$$'],
    ['$$${params.limit}', '$${params.limit}'],
    ["${params.country || 'none'}", 'none'],
    [
      [1, ['${params.limit}'], { a: null }],
      [1, [3], { a: null }],
    ],
  ])('%j', (value, rendered) => {
    expect(renderTemplate(value, scope)).toEqual(rendered);
  });

  it('names the expression and its place when something does not exist, and never writes null', () => {
    const render = (value: Json) => (): unknown => renderTemplate(value, scope, 'pipeline[2].with');
    expect(render({ to: [{ text: 'Dear ${params.name}' }] })).toThrow(
      expect.objectContaining({
        code: 'pipeline.expression',
        retryable: false,
        message: expect.stringContaining(
          'pipeline[2].with.to[0].text: `params.name`: `params` has no `name`',
        ) as string,
      }) as Error,
    );
    expect(render({ 'a b': '${steps.summary.title}' })).toThrow(
      'pipeline[2].with["a b"]: `steps.summary.title`',
    );
    expect(render('it is ${params.nothing}')).toThrow(
      "it is null here; write what stands for it: params.nothing || ''",
    );
    expect(render('${params.limit')).toThrow('is not closed');
  });

  it('that is one expression keeps any value and its type', () => {
    fc.assert(
      fc.property(json(), (value) => {
        const given = { ...scope, steps: { it: value } };
        expect(renderTemplate('${steps.it}', given)).toEqual(value);
        expect(renderTemplate({ deep: ['${steps.it}'] }, given)).toEqual({ deep: [value] });
      }),
    );
  });

  it('without expressions is what it was', () => {
    const free = fc
      .jsonValue({ stringUnit: 'binary' })
      .filter((value) => !JSON.stringify(value).includes('${'));
    fc.assert(
      fc.property(free, (value) => {
        expect(renderTemplate(value as Json, scope)).toEqual(value);
      }),
    );
  });

  it('can say any text when its `${` are escaped', () => {
    fc.assert(
      fc.property(fc.string(), plainText(), (before, after) => {
        const text = `${before}\${${after}`;
        // A `$` before a `${` would be taken for the escape's own.
        fc.pre(!text.includes('$${'));
        expect(renderTemplate(text.split('${').join('$${'), scope)).toBe(text);
      }),
    );
  });

  it('fails in one way only, whatever is written in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('${}\'"`\\[]().|&?:@-<>=!+now12h steps,*')) }),
        (text) => {
          try {
            renderTemplate(`\${${text}}`, scope);
          } catch (error) {
            expect(error).toMatchObject({ code: 'pipeline.expression' });
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
