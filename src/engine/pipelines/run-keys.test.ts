import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { openRuns, type Runs } from '../../../test/support/runs.js';
import { BranchlineError } from '../../kernel/errors.js';
import { cancelRun } from './control.js';
import { activeRuns } from './run-filter.js';

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
});
afterEach(() => runs.clear());
afterAll(() => runs.engine.close());

const TWO = {
  pipeline: [
    { id: 'a', uses: 'test.a' },
    { id: 'b', uses: 'test.b' },
  ],
};

describe('runs of one concurrency key', () => {
  it('go one at a time and in their order, also when twenty start at once and some fail', async () => {
    const underWay = new Set<string>();
    const order: string[] = [];
    let most = 0;
    runs.tool('test.a', (_input, { runId }) => {
      underWay.add(runId);
      order.push(runId);
      most = Math.max(most, underWay.size);
    });
    runs.tool('test.b', async (_input, { runId }) => {
      await new Promise((resolve) => setImmediate(resolve));
      underWay.delete(runId);
      if (order.length % 4 === 0) throw new BranchlineError('x', { retryable: false });
    });
    runs.work({ name: 'one' });
    runs.work({ name: 'two' }, await runs.engine.openProcess());
    await Promise.all(Array.from({ length: 20 }, () => runs.start(TWO, { concurrencyKey: 'cash' })));
    await eventually(() => runs.ended.length === 20, 'all have ended', 20_000);
    expect(most).toBe(1);
    const created = await runs.engine.prisma.run.findMany({ orderBy: { createdAt: 'asc' } });
    expect(order).toEqual(created.map(({ id }) => id));
  });

  it('let the next one begin when one is cancelled, and pass over those that were cancelled while queued', async () => {
    runs.tool('test.a', () => ({ waitUntil: null, waitsFor: 'approval:1', output: null }));
    const taskId = await runs.task();
    const of = { concurrencyKey: 'cash', route: undefined, taskId, cause: 'manual' } as const;
    const [first, second, third] = [
      await runs.start(TWO, of),
      await runs.start(TWO, of),
      await runs.start(TWO, of),
    ];
    const other = await runs.start(TWO, { ...of, concurrencyKey: 'other' });
    runs.work();
    await runs.stepInState(first, 'a', 'waiting');
    await runs.stepInState(other, 'a', 'waiting');
    expect(await activeRuns(runs.engine.prisma, taskId)).toEqual([
      { id: first, state: 'running' },
      { id: second, state: 'queued' },
      { id: third, state: 'queued' },
      { id: other, state: 'running' },
    ]);
    const cancel = (id: string) => runs.engine.workshop.transact((work) => cancelRun(work, id, 'no'));
    await Promise.all([cancel(second), cancel(first)]);
    await runs.stepInState(third, 'a', 'waiting');
    expect(await runs.state(second)).toBe('cancelled');
    expect((await runs.timeline(third)).startedAt).not.toBeNull();
    expect(await runs.states(second)).toEqual({});
  });
});
