import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toolNamed } from '../../../test/support/tool.js';
import { BranchlineError } from '../../kernel/errors.js';
import { compilePipeline, compileRoute } from './compile.js';
import type { Fault } from './faults.js';

const anything = z.looseObject({});
const tools = new Map([
  toolNamed('calendar.list', anything),
  toolNamed('weather.forecast', anything),
  toolNamed('llm.complete', anything),
  toolNamed('wait', z.strictObject({ seconds: z.number() })),
  toolNamed('telegram.ask', z.strictObject({ text: z.string(), owner: z.string().optional() })),
  toolNamed(
    'telegram.post',
    z.strictObject({
      chat: z.union([z.int(), z.string()]),
      text: z.string(),
      at: z.iso.datetime().optional(),
      silent: z.boolean().optional(),
      buttons: z
        .array(z.strictObject({ label: z.string(), priority: z.enum(['high', 'low']) }))
        .max(2)
        .optional(),
    }),
  ),
]);

const post = { id: 'notify', uses: 'telegram.post', with: { chat: 1, text: 'hi' } };

function faultsOf(source: unknown): Fault[] {
  try {
    compilePipeline(source, tools);
    return [];
  } catch (error) {
    if (!(error instanceof BranchlineError) || error.code !== 'pipeline.invalid') throw error;
    return error.details['faults'] as Fault[];
  }
}

const MORNING_BRIEFING = {
  params: { city: 'Chisinau' },
  pipeline: [
    {
      id: 'calendar',
      uses: 'calendar.list',
      with: { start: '${now}', end: '${now+24h}' },
      save_as: 'events',
    },
    { id: 'weather', uses: 'weather.forecast', with: { city: '${params.city}' }, save_as: 'weather' },
    {
      id: 'brief',
      uses: 'llm.complete',
      with: { instruction: 'a briefing', calendar: '${steps.events}', weather: '${steps.weather}' },
      save_as: 'summary',
    },
    {
      id: 'notify',
      uses: 'telegram.post',
      with: { chat: 12345, text: '${steps.summary.text}' },
      if: 'steps.weather.temperature > `25`',
    },
  ],
};

describe('a pipeline', () => {
  it('becomes a plan in which nothing is left out', () => {
    expect(compilePipeline({ pipeline: [post] }, tools)).toEqual({
      params: {},
      stages: [
        {
          atOnce: null,
          steps: [
            {
              id: 'notify',
              path: 'pipeline[0]',
              uses: 'telegram.post',
              with: { chat: 1, text: 'hi' },
              if: null,
              saveAs: null,
              timeoutSeconds: 30,
              maxRetries: null,
              onError: 'fail',
              forEach: null,
            },
          ],
        },
      ],
      onFailure: { failures: 1, stages: [] },
      onRecovery: [],
      timeoutSeconds: null,
    });
  });

  it('can be written in YAML, with all that the language has', () => {
    const plan = compilePipeline(
      `
params: { cars: [a, b] }
timeout_seconds: 600
pipeline:
  - parallel:
      - { id: one, uses: wait, with: { seconds: 1 }, save_as: first, max_retries: 3, on_error: continue }
      - { id: two, uses: wait, with: { seconds: 2 }, if: "params.cars" }
    id: both
    if: length(params.cars) > 1
    concurrency: 1
  - id: each
    uses: telegram.post
    for_each: \${params.cars}
    item: car
    concurrency: 2
    if: car != 'a'
    with: { chat: 1, text: "\${car}" }
  - { id: ask, approval: { text: go on? }, save_as: answer, timeout_seconds: 5 }
on_failure:
  after: 3
  steps:
    - { id: tell, uses: telegram.post, with: { chat: 1, text: "\${error.step}: \${error.message}" } }
on_recovery:
  - { id: calm, uses: telegram.post, with: { chat: 1, text: all is well } }
`,
      tools,
    );
    expect(plan).toMatchObject({
      timeoutSeconds: 600,
      stages: [
        {
          atOnce: 1,
          steps: [
            { id: 'one', saveAs: 'first', maxRetries: 3, onError: 'continue', if: 'length(params.cars) > 1' },
            { id: 'two', path: 'pipeline[0].parallel[1]', if: '(length(params.cars) > 1) && (params.cars)' },
          ],
        },
        { steps: [{ forEach: { list: 'params.cars', as: 'car', atOnce: 2 }, if: `car != 'a'` }] },
        { steps: [{ uses: 'telegram.ask', with: { text: 'go on?' }, saveAs: 'answer', timeoutSeconds: 5 }] },
      ],
      onFailure: { failures: 3, stages: [{ steps: [{ id: 'tell', path: 'on_failure.steps[0]' }] }] },
      onRecovery: [{ steps: [{ id: 'calm', path: 'on_recovery[0]' }] }],
    });
  });

  it.each<[string, unknown]>([
    ['the morning briefing', MORNING_BRIEFING],
    [
      'a condition with a bare number',
      {
        pipeline: [MORNING_BRIEFING.pipeline[1], { ...post, if: 'steps.weather.temperature > 25' }],
        params: { city: 'x' },
      },
    ],
    [
      'an e-mail follow-up',
      {
        pipeline: [
          { id: 'ask', uses: 'telegram.ask', with: { text: 'send it?' }, save_as: 'approval' },
          { ...post, if: "${steps.approval.status == 'approved'}" },
        ],
      },
    ],
    [
      'the first steps',
      {
        params: { user_name: 'Nino' },
        pipeline: [
          {
            id: 'greet',
            uses: 'llm.complete',
            with: {
              message: 'Hello, ${params.user_name}!',
              details: { timestamp: '${now}', task: '${run.task_id}' },
            },
          },
        ],
      },
    ],
  ])('of the kind that outside agents have already is taken: %s', (_name, source) => {
    expect(faultsOf(source)).toEqual([]);
  });

  it('shows all of its faults at once, each with its path', () => {
    const source = {
      params: { city: 'Batumi' },
      pipeline: [
        { id: 'a', uses: 'telegram.pots', with: { text: '${params.town}' } },
        { id: 'a', uses: 'wait', with: { seconds: 'long' } },
        { parallel: [{ ...post, if: 'steps.' }] },
      ],
    };
    expect(faultsOf(source)).toEqual([
      { path: 'pipeline[0].with.text', message: '`params.town`: there is no `params.town`' },
      {
        path: 'pipeline[0].uses',
        message: 'there is no tool `telegram.pots`; did you mean `telegram.post`?',
      },
      { path: 'pipeline[1].id', message: 'the id `a` is used twice, first at pipeline[0]' },
      { path: 'pipeline[1].with.seconds', message: expect.stringContaining('expected number') as string },
      { path: 'pipeline[2].parallel[0].if', message: expect.stringContaining('cannot be read') as string },
    ]);
    expect(() => compilePipeline(source, tools)).toThrow('pipeline[0].with.text: `params.town`: there is no');
  });

  it.each<[string, object, string, string]>([
    ['an unknown word', { ...post, retries: 3 }, 'pipeline[0].retries', '`retries` is not known here'],
    [
      'a mistyped word',
      { ...post, timeout_second: 3 },
      'pipeline[0].timeout_second',
      'did you mean `timeout_seconds`?',
    ],
    ['no id', { uses: 'wait' }, 'pipeline[0].id', 'this is required'],
    ['no tool', { id: 'a' }, 'pipeline[0].uses', 'a step needs `uses`'],
    ['an id with spaces', { ...post, id: 'a b' }, 'pipeline[0].id', 'a letter, then letters'],
    [
      'a name that no expression could read',
      { ...post, save_as: 'a-b' },
      'pipeline[0].save_as',
      'a letter, then',
    ],
    ['too long a time', { ...post, timeout_seconds: 3601 }, 'pipeline[0].timeout_seconds', '3600'],
    ['too many retries', { ...post, max_retries: 21 }, 'pipeline[0].max_retries', '20'],
    [
      'a group in a group',
      { parallel: [{ parallel: [post] }] },
      'pipeline[0].parallel[0].parallel',
      'inside of another',
    ],
    [
      'a word of steps on a group',
      { parallel: [post], on_error: 'fail' },
      'pipeline[0].on_error',
      'on each of the steps',
    ],
    ['an empty group', { parallel: [] }, 'pipeline[0].parallel', '>=1'],
    [
      'a tool beside an approval',
      { id: 'a', approval: { text: 'x' }, uses: 'wait' },
      'pipeline[0].uses',
      'beside `approval`',
    ],
    [
      'a wrong approval',
      { id: 'a', approval: { txt: 'x' } },
      'pipeline[0].approval.txt',
      'does not know this',
    ],
    ['an item without a list', { ...post, item: 'x' }, 'pipeline[0].item', 'only beside `for_each`'],
    [
      'an item called like something else',
      { ...post, for_each: '[1, 2]', item: 'steps' },
      'pipeline[0].item',
      'something else',
    ],
    [
      'an item where there is none',
      { ...post, if: 'item.x' },
      'pipeline[0].if',
      'there is no variable `item`',
    ],
    ['an unknown variable', { ...post, if: 'parms.x' }, 'pipeline[0].if', 'did you mean `params`?'],
    [
      'a variable in quotes',
      { ...post, if: 'run.id == "x"' },
      'pipeline[0].if',
      `a text is written in single quotes: 'x'`,
    ],
    [
      'an unknown field of the run',
      { ...post, if: 'run.number' },
      'pipeline[0].if',
      'there is no `run.number`',
    ],
    [
      'an error where none can be',
      { ...post, if: 'error.message' },
      'pipeline[0].if',
      'only in `on_failure`',
    ],
    ['half of a condition in braces', { ...post, if: '${now} == now' }, 'pipeline[0].if', 'cannot be read'],
    [
      'an expression in a key',
      { id: 'a', uses: 'llm.complete', with: { '${now}': 1 } },
      'pipeline[0].with["${now}"]',
      'a key',
    ],
    [
      'an open brace',
      { id: 'a', uses: 'llm.complete', with: { x: ['${now'] } },
      'pipeline[0].with.x[0]',
      'not closed',
    ],
    ['an index of nothing', { ...post, for_each: '[1]' }, 'pipeline[0].for_each', 'a list of one number'],
    ['an unknown function', { ...post, if: 'size(params)' }, 'pipeline[0].if', 'no function size()'],
    [
      'what a tool does not know',
      { ...post, with: { ...post.with, txt: '${now}' } },
      'pipeline[0].with.txt',
      'does not know',
    ],
    [
      'without what a tool needs',
      { ...post, with: { chat: '${run.id}' } },
      'pipeline[0].with.text',
      'the tool needs this',
    ],
    [
      'a wrong literal in a list',
      { ...post, with: { ...post.with, buttons: [{ label: '${now}', priority: 'x' }] } },
      'pipeline[0].with.buttons[0].priority',
      'high',
    ],
    [
      'text where none can be',
      { ...post, with: { ...post.with, silent: 'at ${now}' } },
      'pipeline[0].with.silent',
      'expected boolean',
    ],
    [
      'a wrong one of several types',
      { ...post, with: { chat: true, text: 'x' } },
      'pipeline[0].with.chat',
      'expected string',
    ],
  ])('is refused for %s', (_name, step, path, message) => {
    expect(faultsOf({ pipeline: [step] })).toContainEqual({
      path,
      message: expect.stringContaining(message) as string,
    });
  });

  it('leaves to the run what only the run can know of an input', () => {
    const step = (input: object): object => ({
      pipeline: [{ ...post, with: { chat: 1, text: 'x', ...input } }],
    });
    expect(
      faultsOf(step({ chat: '${run.id}', text: '${event.payload.text}', silent: '${event.payload.late}' })),
    ).toEqual([]);
    expect(
      faultsOf(step({ chat: 'room ${run.id}', at: '${now}', buttons: '${event.payload.buttons}' })),
    ).toEqual([]);
    expect(faultsOf(step({ buttons: [{ label: '${now}', priority: '${event.payload.priority}' }] }))).toEqual(
      [],
    );
    expect(faultsOf({ pipeline: [{ ...post, with: '${event.payload}' }] })).toEqual([]);
    expect(faultsOf(step({ text: 'a plain $${' }))).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['no steps', { pipeline: [] }, 'pipeline', '>=1'],
    ['no pipeline', { params: {} }, 'pipeline', 'this is required'],
    ['no object', 7, '', 'expected object'],
    ['no YAML', 'pipeline: [', '', 'no YAML'],
    ['a tag in YAML', 'pipeline: !secret x', '', 'Unresolved tag'],
    ['an unknown word', { pipeline: [post], onfailure: [] }, 'onfailure', 'did you mean `on_failure`?'],
    [
      'a wrong step in on_failure',
      { pipeline: [post], on_failure: [{ id: 'x', use: 'wait' }] },
      'on_failure[0].use',
      '`uses`',
    ],
    [
      'a wrong count',
      { pipeline: [post], on_failure: { after: 0, steps: [post] } },
      'on_failure.after',
      '>=1',
    ],
    ['one id in two parts', { pipeline: [post], on_failure: [post] }, 'on_failure[0].id', 'used twice'],
    [
      'a value that is no JSON',
      { pipeline: [post], params: { x: { y: new Date(0) } } },
      'params.x.y',
      'no value of JSON',
    ],
  ])('is refused for %s in the whole', (_name, source, path, message) => {
    expect(faultsOf(source)).toContainEqual({ path, message: expect.stringContaining(message) as string });
  });

  it('reads what earlier steps have saved and nothing else', () => {
    const step = (id: string, reads: string, more: object = {}): object => ({
      ...{ id, uses: 'llm.complete', with: { x: `\${steps.${reads}.y}` }, save_as: `out_${id}` },
      ...more,
    });
    const first = { id: 'first', uses: 'llm.complete', save_as: 'out_first' };
    expect(
      faultsOf({ pipeline: [first, { parallel: [step('b', 'out_first')] }, step('c', 'out_b')] }),
    ).toEqual([]);
    expect(faultsOf({ pipeline: [first], on_failure: [step('b', 'out_first'), step('c', 'out_b')] })).toEqual(
      [],
    );

    const messages = (pipeline: unknown, more: object = {}): string[] =>
      faultsOf({ pipeline, ...more }).map(({ path, message }) => `${path} ${message}`);
    expect(messages([step('a', 'out_b'), step('b', 'out_a')])).toEqual([
      'pipeline[0].with.x `steps.out_b.y`: cyclic reference: step `a` reads what step `b` saves, and `b` comes only after it',
    ]);
    expect(messages([{ parallel: [step('a', 'out_b'), step('b', 'out_a')] }])).toEqual([
      expect.stringContaining('step `a` reads what step `b` saves, and `b` runs beside it'),
      expect.stringContaining('step `b` reads what step `a` saves, and `a` runs beside it'),
    ]);
    expect(messages([step('a', 'out_a')])).toEqual([
      expect.stringContaining('step `a` reads its own output'),
    ]);
    expect(messages([first, step('a', 'out_frist')])).toEqual([
      expect.stringContaining('no step saves its output as `out_frist`; did you mean `out_first`?'),
    ]);
    expect(messages([first, step('a', 'first')])).toEqual([
      expect.stringContaining('write `steps.out_first`'),
    ]);
    expect(messages([post, step('a', 'notify')])).toEqual([expect.stringContaining('has no `save_as`')]);
    expect(messages([step('a', 'out_z')], { on_failure: [{ ...first, id: 'z', save_as: 'out_z' }] })).toEqual(
      [expect.stringContaining('another part of the pipeline')],
    );
    expect(messages([{ parallel: [first, { ...first, id: 'a' }] }])).toEqual([
      expect.stringContaining('pipeline[0].parallel[1].save_as step `first` beside it saves'),
    ]);
  });

  it('finds variables in every place of an expression, and leaves the names within values alone', () => {
    const messages = (text: string): string[] =>
      faultsOf({ pipeline: [{ ...post, if: text }] }).map((fault) => fault.message);
    for (const text of [
      'max_by(`[1]`, &x)',
      'event.list[?a > b].c',
      'event.{a: b}',
      'event | c',
      'event.* | [0].d',
      '`{"a": 1}`.a',
    ])
      expect(messages(text)).toEqual([]);
    for (const text of [
      'length(x)',
      '[x]',
      '{a: x}',
      '!x',
      'now > x',
      'event ? x : now',
      'x[*].y',
      'event.list[?a == $.x]',
      '@.x',
      '$ | x',
    ])
      expect(messages(text)).toEqual([expect.stringContaining('there is no variable `x`')]);
  });

  it('fails in one way only, whatever it is made of', () => {
    const key = fc.constantFrom(
      'id',
      'uses',
      'with',
      'if',
      'parallel',
      'for_each',
      'item',
      'approval',
      'save_as',
      '__proto__',
      'x',
    );
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('a', 'wait', 'telegram.post', '${steps.a}', '${now', 'steps.a', '[1]'),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.constant(null),
        fc.array(tie('value')),
        tie('step'),
      ),
      step: fc.dictionary(key, tie('value')),
    }));
    const source = fc.oneof(
      fc.jsonValue(),
      fc.record(
        { params: fc.jsonValue(), pipeline: fc.array(value), on_failure: value },
        { requiredKeys: ['pipeline'] },
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(source, (given) => {
        for (const fault of faultsOf(given))
          expect(fault).toEqual({
            path: expect.any(String) as string,
            message: expect.any(String) as string,
          });
      }),
      { numRuns: 500 },
    );
  });

  it('is refused and not followed when it is endless or deeper than anybody writes', () => {
    const endless: Record<string, unknown> = { pipeline: [post] };
    endless['params'] = { endless };
    expect(faultsOf(endless)).toEqual([
      { path: expect.any(String) as string, message: 'this is nested too deeply' },
    ]);
    expect(faultsOf(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)).toHaveLength(1);
    expect(faultsOf({ pipeline: Array(200_000).fill(post) })).toEqual([
      { path: '', message: 'there are more than 100000 values in it' },
    ]);
  });
});

describe('a route', () => {
  const text =
    '{ name: handover, on: [booking.issued], pipeline: [{ id: a, uses: wait, with: { seconds: 1 } }] }';

  it('has a name, the types of events that start it, and a version that changes with its text', () => {
    const route = compileRoute(text, 'handover.yaml', tools);
    expect(route).toMatchObject({
      name: 'handover',
      on: ['booking.issued'],
      plan: { stages: [{ steps: [{ id: 'a' }] }] },
    });
    expect(route.version).toMatch(/^[0-9a-f]{12}$/);
    expect(compileRoute(text, 'other.yaml', tools).version).toBe(route.version);
    expect(compileRoute(`${text}\n`, 'handover.yaml', tools).version).not.toBe(route.version);
  });

  it.each([
    [
      'an unknown tool',
      text.replace('wait', 'wiat'),
      'pipeline[0].uses: there is no tool `wiat`; did you mean `wait`?',
    ],
    ['a word that is not of the language', text.replace('name:', 'retries: 3, name:'), 'retries'],
    ['no events that start it', text.replace('on: [booking.issued],', ''), 'on: this is required'],
    ['text that is no YAML', '{ name: r, on: [x', 'YAML'],
  ])('that cannot be used names its file and the fault: %s', (_fault, broken, named) => {
    const compile = (): unknown => compileRoute(broken, 'broken.yaml', tools);
    expect(compile).toThrow(expect.objectContaining({ code: 'pipeline.invalid', retryable: false }) as Error);
    expect(compile).toThrow('broken.yaml: ');
    expect(compile).toThrow(named);
  });
});
