import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { openRuns, type Runs } from '../../../test/support/runs.js';
import { BranchlineError } from '../../kernel/errors.js';
import { replayRun, replayRuns, type ReplayChanges } from './replay.js';
import { listRuns } from './run-filter.js';
import { skipRun } from './start-run.js';
import { compilePipeline } from './compile.js';

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
});
afterEach(() => runs.clear());
afterAll(() => runs.engine.close());

const PIPELINE = {
  params: { who: 'Nino', what: 'car' },
  pipeline: [
    { id: 'a', uses: 'test.a', save_as: 'a', with: { who: '${params.who}' } },
    {
      parallel: [
        { id: 'b', uses: 'test.b', save_as: 'b', with: { mail: '${event.payload.mail}' } },
        { id: 'c', uses: 'test.c' },
      ],
    },
    { id: 'd', uses: 'test.d', with: { a: '${steps.a}', b: '${steps.b}' } },
  ],
};

async function anEvent(): Promise<string> {
  const id = randomUUID();
  await runs.engine.rows(
    `insert into events (id, position, type, source, "timestamp", state, payload, correlation_id)
     values ($1, 1, 'custom.mail', 'agents', now(), 'accepted', '{"mail": "first"}', 'c1')`,
    [id],
  );
  return id;
}

async function replayed(id: string, changes: Partial<ReplayChanges> = {}): Promise<string> {
  const run = await runs.engine.workshop.transact((work) =>
    replayRun(work, id, { requestedBy: 'agent:7', ...changes }),
  );
  await eventually(async () => ['done', 'failed'].includes(await runs.state(run.id)), 'the replay has ended');
  return run.id;
}

describe('a replay', () => {
  it('repeats a run by its plan, with parameters and event edited, and says whose it is', async () => {
    const id = await runs.start(PIPELINE, { eventId: await anEvent() });
    runs.work();
    await runs.inState(id, 'done');
    runs.calls.splice(0);
    const again = await replayed(id, { params: { who: 'Gia' }, event: { payload: { mail: 'edited' } } });
    expect(runs.calls.map(({ tool, input }) => [tool, input])).toEqual(
      expect.arrayContaining([
        ['test.a', { who: 'Gia' }],
        ['test.b', { mail: 'edited' }],
      ]),
    );
    expect(await runs.timeline(again)).toMatchObject({
      ...{ cause: 'replay', replayOf: id, requestedBy: 'agent:7', state: 'done', route: 'r' },
      params: { who: 'Gia', what: 'car' },
    });
    const once = await replayed(again);
    expect(runs.calls.filter(({ tool }) => tool === 'test.b').at(-1)?.input).toEqual({ mail: 'edited' });
    expect(await runs.timeline(once)).toMatchObject({ replayOf: again, params: { who: 'Gia', what: 'car' } });
  });

  it('takes over what earlier steps gave when it begins in the middle', async () => {
    const eventId = await anEvent();
    runs.tool('test.a', () => 'from a');
    runs.tool('test.c', () => Promise.reject(new BranchlineError('x', { retryable: false, message: 'no' })));
    const id = await runs.start(PIPELINE, { eventId });
    runs.work();
    await runs.inState(id, 'failed');
    runs.calls.splice(0);
    runs.tool('test.c', () => 'better');
    const again = await replayed(id, { fromStep: 'c' });
    expect(runs.calls.map(({ tool }) => tool)).toEqual(['test.c', 'test.d']);
    expect(runs.calls[1]?.input).toEqual({ a: 'from a', b: {} });
    expect(await runs.states(again)).toEqual({ a: 'done', b: 'done', c: 'done', d: 'done' });
    await expect(replayed(id, { fromStep: 'd' })).rejects.toMatchObject({ code: 'run.no_such_step' });
    await expect(replayed(id, { fromStep: 'x' })).rejects.toMatchObject({ code: 'run.no_such_step' });
    await expect(replayed(randomUUID())).rejects.toMatchObject({ code: 'run.not_found' });
  });

  it('of many takes those that a filter finds, and no replays again', async () => {
    runs.tool('test.a', ({ who }) =>
      who === 'Gia' ? Promise.reject(new BranchlineError('x', { retryable: false })) : 1,
    );
    const pipeline = { params: { who: 'Gia' }, pipeline: PIPELINE.pipeline.slice(0, 1) };
    const ids = [await runs.start(pipeline), await runs.start(pipeline), await runs.start(pipeline)];
    const other = await runs.start(pipeline, { params: { who: 'Nino' } });
    runs.work();
    for (const id of ids) await runs.inState(id, 'failed');
    await runs.inState(other, 'done');
    const filter = { route: 'r', states: ['failed'], limit: 2 } as const;
    const first = await replayRuns(runs.engine.workshop, filter, 'staff:1');
    expect(first.map(({ replayOf }) => replayOf)).toEqual(ids.slice(0, 2));
    await eventually(() => runs.ended.length === 6, 'the replays have ended');
    const all = await replayRuns(runs.engine.workshop, { states: ['failed'] }, 'staff:1');
    expect(all).toHaveLength(3);
    expect(await replayRuns(runs.engine.workshop, { until: new Date(0) }, 'staff:1')).toEqual([]);
  });
});

describe('a list of runs', () => {
  it('shows the newest first, by task, state and time, and those that were skipped with the reason', async () => {
    const taskId = await runs.task();
    const plan = compilePipeline({ pipeline: [{ id: 'a', uses: 'test.a' }] }, runs.tools);
    const of = { route: undefined, taskId, cause: 'manual' } as const;
    const ids: string[] = [];
    for (let n = 0; n < 3; n++)
      ids.unshift(await runs.start({ pipeline: [{ id: 'a', uses: 'test.a' }] }, of));
    await runs.start({ pipeline: [{ id: 'a', uses: 'test.a' }] });
    const slotAt = new Date('2026-01-01T00:00:00Z');
    const slot = { ...of, version: '1', plan, cause: 'schedule', correlationId: 'c1', slotAt } as const;
    const { route: _, ...newRun } = slot;
    const skip = (): Promise<string | null> =>
      runs.engine.workshop.transact((work) => skipRun(work, newRun, 'an earlier run is under way'));
    const skipped = await skip();
    expect(await skip()).toBeNull();

    const page = await listRuns(runs.engine.prisma, { taskId, limit: 2, offset: 1 });
    expect(page.total).toBe(4);
    expect(page.runs.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const found = await listRuns(runs.engine.prisma, { states: ['skipped'], limit: 10, offset: 0 });
    expect(found.runs).toMatchObject([
      { id: skipped, state: 'skipped', error: 'an earlier run is under way', slotAt },
    ]);
    const later = { since: new Date(Date.now() + 60_000), limit: 10, offset: 0 };
    expect((await listRuns(runs.engine.prisma, later)).total).toBe(0);
  });
});
