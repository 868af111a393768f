import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { toolNamed } from '../../../test/support/tool.js';
import { dryRun } from './dry-run.js';

const now = new Date('2026-03-29T09:00:00Z');
const use = vi.fn(() => Promise.resolve({ output: [] }));

const tools = new Map([
  toolNamed(
    'weather.forecast',
    z.strictObject({ city: z.string(), until: z.iso.datetime().optional() }),
    use,
  ),
  toolNamed(
    'telegram.post',
    z.strictObject({ chat: z.int().optional(), text: z.string(), silent: z.boolean().optional() }),
    use,
  ),
]);

const forecast = {
  id: 'weather',
  uses: 'weather.forecast',
  with: { city: '${params.city}', until: '${now+24h}' },
  save_as: 'weather',
};
const warn = {
  id: 'warn',
  uses: 'telegram.post',
  if: 'steps.weather.temperature > 25',
  with: { text: '${steps.weather.temperature} degrees' },
};
const source = { params: { city: 'Batumi' }, pipeline: [forecast, warn] };

describe('a dry run', () => {
  it('shows what each step would be given, with the outputs that are assumed, and uses no tool', () => {
    expect(dryRun(source, tools, { now, steps: { weather: { temperature: 30 } } })).toEqual({
      valid: true,
      faults: [],
      steps: [
        {
          id: 'weather',
          uses: 'weather.forecast',
          if: true,
          skipped: false,
          with: { city: 'Batumi', until: '2026-03-30T09:00:00.000Z' },
        },
        { id: 'warn', uses: 'telegram.post', if: true, skipped: false, with: { text: '30 degrees' } },
      ],
    });
    expect(use).not.toHaveBeenCalled();
  });

  it('shows which steps would be skipped, and what that means for those after them', () => {
    const chain = {
      ...source,
      pipeline: [
        forecast,
        { ...warn, save_as: 'warning' },
        { id: 'late', uses: 'telegram.post', if: 'steps.warning.id', with: { text: 'late' } },
        { id: 'broken', uses: 'telegram.post', with: { text: '${steps.warning.id}' } },
      ],
    };
    const { valid, faults, steps } = dryRun(chain, tools, { now, steps: { weather: { temperature: 0 } } });
    expect(steps.map(({ id, if: holds, skipped }) => [id, holds, skipped])).toEqual([
      ['weather', true, false],
      ['warn', false, true],
      ['late', false, true],
      ['broken', true, false],
    ]);
    expect(valid).toBe(false);
    expect(faults).toEqual([
      {
        path: 'pipeline[3].with.text',
        message: '`steps.warning.id`: `steps.warning` is null, so there is no `id` in it',
      },
    ]);
  });

  it('leaves open what depends on what is not assumed', () => {
    const open = {
      pipeline: [
        { id: 'a', uses: 'telegram.post', with: { text: 'a' }, save_as: 'first' },
        {
          id: 'b',
          uses: 'telegram.post',
          if: 'steps.first.ok',
          with: { text: 'so ${steps.first.text}', chat: '${event.payload.chat}' },
        },
        { id: 'c', uses: 'telegram.post', with: { text: '${run.id}' }, for_each: 'steps.first.items' },
        {
          id: 'd',
          uses: 'telegram.post',
          with: { text: '${item.name}' },
          for_each: 'steps.first.items',
          if: 'item.name',
        },
      ],
    };
    const { valid, steps } = dryRun(open, tools, { now });
    expect(valid).toBe(true);
    expect(steps.slice(1)).toEqual([
      {
        ...{ id: 'b', uses: 'telegram.post', if: null, skipped: false },
        with: { text: 'so ${steps.first.text}', chat: '${event.payload.chat}' },
        unresolved: ['${steps.first.ok}', '${steps.first.text}', '${event.payload.chat}'],
      },
      {
        ...{ id: 'c', uses: 'telegram.post', if: true, skipped: false, items: null },
        with: { text: '${run.id}' },
        unresolved: ['${steps.first.items}', '${run.id}'],
      },
      {
        ...{ id: 'd', uses: 'telegram.post', if: null, skipped: false, items: null },
        with: { text: '${item.name}' },
        unresolved: ['${steps.first.items}', '${item.name}'],
      },
    ]);
    const told = dryRun(open, tools, {
      now,
      event: { payload: { chat: 7 } },
      run: { id: 'r1' },
      steps: { first: { ok: true, text: 'be it', items: [{ name: '' }, { name: 'x' }] } },
    });
    expect(told.valid).toBe(true);
    expect(told.steps.slice(1)).toEqual([
      { id: 'b', uses: 'telegram.post', if: true, skipped: false, with: { text: 'so be it', chat: 7 } },
      { id: 'c', uses: 'telegram.post', if: true, skipped: false, items: 2, with: { text: 'r1' } },
      { id: 'd', uses: 'telegram.post', if: true, skipped: false, items: 2, with: { text: 'x' } },
    ]);
  });

  it('tells the number of items of a for-each, and skips it when none of them is wanted', () => {
    const each = (list: string, more: object = {}): unknown => ({
      pipeline: [{ id: 'a', uses: 'telegram.post', for_each: list, with: { text: '${item}' }, ...more }],
    });
    expect(dryRun(each(`['x', 'y', 'z']`), tools, { now }).steps).toMatchObject([
      { items: 3, with: { text: 'x' } },
    ]);
    expect(dryRun(each('`[]`'), tools, { now }).steps).toMatchObject([
      { items: 0, skipped: false, with: { text: '${item}' } },
    ]);
    expect(dryRun(each(`['x']`, { if: `item == 'y'` }), tools, { now }).steps).toMatchObject([
      { items: 1, skipped: true },
    ]);
    expect(dryRun(each('run.id'), tools, { now, run: { id: 'r1' } })).toMatchObject({
      valid: false,
      faults: [{ path: 'pipeline[0].for_each', message: '`run.id`: a list is needed here, this is a text' }],
    });
  });

  it('tells what a tool would refuse once the values are there', () => {
    const { faults } = dryRun(
      {
        pipeline: [
          {
            id: 'a',
            uses: 'telegram.post',
            with: { text: 'x', silent: '${event.payload.late}', chat: '${event.chat}' },
          },
        ],
      },
      tools,
      { now, event: { payload: { late: 'yes' } } },
    );
    expect(faults).toEqual([
      { path: 'pipeline[0].with.chat', message: expect.stringContaining('`event` has no `chat`') as string },
      { path: 'pipeline[0].with.silent', message: expect.stringContaining('expected boolean') as string },
    ]);
  });

  it('of a pipeline that is not valid tells all of its faults', () => {
    expect(dryRun({ pipeline: [{ id: 'a', uses: 'telegram.pots' }, { id: 'b' }] }, tools, { now })).toEqual({
      valid: false,
      faults: [
        { path: 'pipeline[1].uses', message: expect.stringContaining('a step needs') as string },
        { path: 'pipeline[0].uses', message: expect.stringContaining('there is no tool') as string },
      ],
      steps: [],
    });
  });
});
