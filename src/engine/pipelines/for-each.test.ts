import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gate } from '../../../test/support/jobs.js';
import { openRuns, type Runs } from '../../../test/support/runs.js';
import { BranchlineError } from '../../kernel/errors.js';

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
});
afterEach(() => runs.clear());
afterAll(() => runs.engine.close());

function over(list: unknown, step: Record<string, unknown> = {}): unknown {
  return {
    params: { list },
    pipeline: [
      {
        ...{ id: 'each', uses: 'test.a', for_each: 'params.list', item: 'car', save_as: 'all' },
        with: { car: '${car}' },
        ...step,
      },
      { id: 'after', uses: 'test.b', with: { all: '${steps.all}' } },
    ],
  };
}

describe('a for-each', () => {
  it('does its step for each item, so many at a time, and gives their outputs in order', async () => {
    let now = 0;
    let most = 0;
    const three = gate();
    runs.tool('test.a', async ({ car }) => {
      most = Math.max(most, ++now);
      if (now === 3) three.open();
      await three.opened;
      now--;
      return { was: car };
    });
    const list = Array.from({ length: 30 }, (_, n) => n);
    const id = await runs.start(over(list, { concurrency: 3 }));
    runs.work({ name: 'one', concurrency: 10 });
    runs.work({ name: 'two', concurrency: 10 }, await runs.engine.openProcess());
    await runs.inState(id, 'done');
    expect(most).toBe(3);
    expect(runs.calls.at(-1)?.input).toEqual({ all: list.map((n) => ({ was: n })) });
    const { steps } = await runs.timeline(id);
    expect(steps.map(({ step }) => step)).toEqual(['each', ...list.map((n) => `each[${n}]`), 'after']);
    expect(steps[13]).toMatchObject({ item: 12, input: { car: 12 }, output: { was: 12 } });
  });

  it('of an empty list gives an empty list', async () => {
    const id = await runs.start(over([]));
    runs.work();
    await runs.inState(id, 'done');
    expect(runs.calls).toEqual([{ tool: 'test.b', step: 'after', input: { all: [] } }]);
  });

  it('keeps items of every type, null too', async () => {
    const list = [null, false, 0, '', [1], { a: null }];
    const id = await runs.start(over(list));
    runs.work();
    await runs.inState(id, 'done');
    const given = runs.calls.filter(({ tool }) => tool === 'test.a');
    expect(given.sort((a, b) => a.step.localeCompare(b.step)).map(({ input }) => input['car'])).toEqual(list);
  });

  it('fails with the first item that does; what is under way ends, the rest is not begun', async () => {
    runs.tool('test.a', ({ car }) =>
      car === 2 ? Promise.reject(new BranchlineError('x', { retryable: false, message: 'flat tyre' })) : car,
    );
    const id = await runs.start(over([0, 1, 2, 3, 4, 5, 6, 7], { concurrency: 1 }));
    runs.work();
    await runs.inState(id, 'failed');
    const states = await runs.states(id);
    expect([
      states['each'],
      states['each[1]'],
      states['each[2]'],
      states['each[3]'],
      states['after'],
    ]).toEqual(['failed', 'done', 'failed', 'cancelled', 'cancelled']);
    expect((await runs.timeline(id)).error).toBe('each[2] (pipeline[0]): flat tyre');
  });

  it('goes on after items that fail where it may: they give null', async () => {
    runs.tool('test.a', ({ car }) =>
      car === 1 ? Promise.reject(new BranchlineError('x', { retryable: false, message: 'flat' })) : car,
    );
    const id = await runs.start(over([0, 1, 2], { on_error: 'continue' }));
    runs.work();
    await runs.inState(id, 'done');
    expect(runs.calls.at(-1)?.input).toEqual({ all: [0, null, 2] });
    expect((await runs.timeline(id)).steps[0]).toMatchObject({
      state: 'done',
      error: 'each[1] (pipeline[0]): flat',
    });
  });

  it('asks a condition about the item for each of them, and any other once', async () => {
    runs.tool('test.a', ({ car }) => car);
    const odd = await runs.start(over([1, 2, 3], { if: 'car != `2`' }));
    const none = await runs.start(over([1, 2, 3], { if: 'params.list[0] > `5`' }));
    runs.work();
    await runs.inState(odd, 'done');
    await runs.inState(none, 'done');
    expect(await runs.states(odd)).toMatchObject({ 'each[0]': 'done', 'each[1]': 'skipped' });
    expect((await runs.timeline(odd)).steps[0]?.output).toEqual([1, null, 3]);
    expect(await runs.states(none)).toEqual({ each: 'skipped', after: 'done' });
  });

  it.each([
    ['no list', { a: 1 }, 'a list is needed'],
    ['too long a list', Array.from({ length: 1_001 }, () => 0), '1000 at most'],
  ])('of %s fails and says so', async (_what, list, named) => {
    const id = await runs.start(over(list));
    runs.work();
    await runs.inState(id, 'failed');
    expect((await runs.timeline(id)).error).toContain(named);
  });

  it('goes through lists that are longer than what one decision looks at', async () => {
    runs.tool('test.a', ({ car }) => car);
    const list = Array.from({ length: 120 }, (_, n) => n);
    const id = await runs.start(over(list, { concurrency: 50 }));
    runs.work({ concurrency: 10 });
    await runs.inState(id, 'done', 25_000);
    expect(runs.calls.at(-1)?.input).toEqual({ all: list });
  });
});
