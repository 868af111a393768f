import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { aborted, gate } from '../../../test/support/jobs.js';
import { openRuns, type Runs } from '../../../test/support/runs.js';
import { cancelRun, pauseRun, resumeRun, type CancelledRun } from './control.js';
import { resumeStep } from './wait.js';

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
});
afterEach(() => runs.clear());
afterAll(() => runs.engine.close());

const THREE = { pipeline: ['a', 'b', 'c'].map((name) => ({ id: name, uses: `test.${name}` })) };

const pause = (id: string): Promise<boolean> => runs.engine.workshop.transact((work) => pauseRun(work, id));
const goOn = (id: string): Promise<boolean> => runs.engine.workshop.transact((work) => resumeRun(work, id));
const cancel = (id: string): Promise<CancelledRun> =>
  runs.engine.workshop.transact((work) => cancelRun(work, id, 'not wanted'));

describe('a paused run', () => {
  it('lets what is under way end and begins nothing, until it is resumed', async () => {
    const held = gate();
    runs.tool('test.a', () => held.opened);
    const id = await runs.start(THREE);
    runs.work();
    await eventually(() => runs.calls.length === 1, 'the first has begun');
    expect(await pause(id)).toBe(true);
    expect(await pause(id)).toBe(false);
    held.open();
    await runs.stepInState(id, 'a', 'done');
    expect(await runs.engine.prisma.job.count()).toBe(0);
    expect(await runs.states(id)).toEqual({ a: 'done', b: 'pending', c: 'pending' });
    expect(await goOn(id)).toBe(true);
    expect(await goOn(id)).toBe(false);
    await runs.inState(id, 'done');
    expect(runs.calls.map(({ step }) => step)).toEqual(['a', 'b', 'c']);
  });

  it('begins no step whose job was stored before, nor one that a worker has just taken', async () => {
    const id = await runs.start(THREE);
    await pause(id);
    expect(await runs.engine.prisma.job.count()).toBe(0);
    await goOn(id);
    await runs.engine.rows(`update runs set state = 'paused' where id = $1`, [id]);
    runs.work();
    await eventually(async () => (await runs.engine.prisma.job.count()) === 0, 'nothing is left to do');
    expect(runs.calls).toEqual([]);
    await goOn(id);
    await runs.inState(id, 'done');
    expect(runs.calls).toHaveLength(3);
  });

  it('gives a step back that a worker took while it was being paused', async () => {
    const id = await runs.start(THREE);
    await runs.engine.rows(`update runs set state = 'paused' where id = $1`, [id]);
    runs.work();
    await runs.stepInState(id, 'a', 'pending');
    expect(runs.calls).toEqual([]);
    await goOn(id);
    await runs.inState(id, 'done');
    expect(runs.calls).toHaveLength(3);
  });

  it('takes an answer that it waited for, and goes on with it when it is resumed', async () => {
    runs.tool('test.a', () => ({ waitUntil: null, waitsFor: 'approval:1', output: null }));
    const id = await runs.start(THREE);
    runs.work();
    await runs.stepInState(id, 'a', 'waiting');
    await pause(id);
    await runs.engine.workshop.transact((work) => resumeStep(work, id, 'a', { output: 'yes' }));
    await runs.stepInState(id, 'a', 'done');
    expect(await runs.states(id)).toEqual({ a: 'done', b: 'pending', c: 'pending' });
    await goOn(id);
    await runs.inState(id, 'done');
  });

  it('ends when its last step ended while it was paused and it is resumed', async () => {
    const held = gate();
    runs.tool('test.a', () => held.opened);
    const id = await runs.start({ pipeline: [{ id: 'a', uses: 'test.a' }] });
    runs.work();
    await eventually(() => runs.calls.length === 1, 'it has begun');
    await pause(id);
    held.open();
    await runs.stepInState(id, 'a', 'done');
    expect(runs.ended).toEqual([]);
    await goOn(id);
    await runs.inState(id, 'done');
    expect(runs.ended).toHaveLength(1);
  });
});

describe('a cancelled run', () => {
  it('stops its steps where they are: one that runs is aborted, and nothing of it is stored', async () => {
    runs.tool('test.a', async (_input, { signal }) => {
      await aborted(signal);
    });
    const id = await runs.start(THREE);
    runs.work({ leaseMs: 3_600_000 });
    await eventually(() => runs.calls.length === 1, 'the first has begun');
    expect(await cancel(id)).toEqual({ isCancelled: true, isStopping: true, waits: [] });
    runs.engine.wakeups.wake('cancellations');
    await eventually(async () => (await runs.engine.prisma.job.count()) === 0, 'its job is gone');
    expect(await runs.timeline(id)).toMatchObject({ state: 'cancelled', error: 'not wanted' });
    expect(await runs.states(id)).toEqual({ a: 'cancelled' });
    expect(runs.ended).toEqual([]);
    expect(await cancel(id)).toEqual({ isCancelled: false, isStopping: false, waits: [] });
  });

  it('stores nothing of a step that does not hear of it', async () => {
    const held = gate();
    runs.tool('test.a', async () => {
      await held.opened;
      return {
        output: 1,
        write: (work: { emit: (effect: object) => Promise<void> }) =>
          work.emit({ lane: 'b', channel: 'test', kind: 'card', payload: 'late', correlationId: 'c1' }),
      };
    });
    const id = await runs.start(THREE);
    runs.work();
    await eventually(() => runs.calls.length === 1, 'the first has begun');
    await cancel(id);
    held.open();
    await eventually(async () => (await runs.engine.prisma.job.count()) === 0, 'its job has ended');
    expect(await runs.states(id)).toEqual({ a: 'cancelled' });
    expect(await runs.engine.prisma.effect.count()).toBe(0);
  });

  it('waits for nothing any more, and says what it waited for', async () => {
    runs.tool('test.a', () => ({
      ...{ waitUntil: new Date(Date.now() + 3_600_000), waitsFor: 'approval:7', output: null },
    }));
    const id = await runs.start(THREE);
    runs.work();
    await runs.stepInState(id, 'a', 'waiting');
    expect(await cancel(id)).toEqual({ isCancelled: true, isStopping: false, waits: ['approval:7'] });
    expect(await runs.engine.prisma.job.count()).toBe(0);
    expect(await runs.engine.workshop.transact((work) => resumeStep(work, id, 'a', { output: 1 }))).toBe(
      false,
    );
  });

  it('can be cancelled by many at once while its steps end', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 10; n++)
      ids.push(
        await runs.start({
          pipeline: [
            {
              parallel: ['a', 'b', 'c', 'd'].map((name) => ({ id: name, uses: `test.${name}` })),
            },
            { id: 'e', uses: 'test.e' },
          ],
        }),
      );
    runs.work();
    const ends = await Promise.all(ids.flatMap((id) => [cancel(id), cancel(id)]));
    for (const id of ids)
      await eventually(async () => ['done', 'cancelled'].includes(await runs.state(id)), 'it is over');
    await eventually(async () => (await runs.engine.prisma.job.count()) === 0, 'nothing is left to do');
    const cancelled = ends.filter(({ isCancelled }) => isCancelled).length;
    expect(cancelled + runs.ended.length).toBe(10);
  });
});
