import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTaskEngine, type TaskEngine } from '../../../test/support/tasks.js';
import { createLog } from '../../platform/log/index.js';
import {
  backfillTask,
  createScheduleMetrics,
  pauseTask,
  previewBackfill,
  Scheduler,
  type Period,
} from './index.js';

let engine: TaskEngine;

beforeAll(async () => {
  engine = await openTaskEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

const day = (date: string): Date => new Date(`2026-03-${date}T09:00:00Z`);
const daily = { scheduleExpr: '0 9 * * *' };

function backfill(id: string, period: Period) {
  return engine.workshop.transact((work) => backfillTask(work, id, period));
}

describe('a backfill', () => {
  it('makes the slots of its period, both ends included, with the most patient jobs', async () => {
    const task = await engine.task(daily, day('20'));
    const made = await backfill(task.id, { from: day('01'), to: day('03') });
    expect(made).toEqual({
      slots: [day('01'), day('02'), day('03')],
      existing: 0,
      excluded: 0,
      continueAfter: null,
    });
    expect(await engine.slots(task.id)).toEqual(
      ['01', '02', '03'].map((date) => `backfill ${day(date).toISOString()}`),
    );
    expect(
      await engine.rows(`select priority, payload->>'cause' as cause from jobs where kind = 'task.fire'`),
    ).toEqual(Array.from({ length: 3 }, () => ({ priority: 9, cause: 'backfill' })));
  });

  it('leaves out what there is already and what is excluded, but not what had been missed', async () => {
    const task = await engine.task({ ...daily, catchUp: 'one', exclude: ['2026-03-04'] }, day('01'));
    const { sql, wakeups } = engine;
    const metrics = createScheduleMetrics(new Registry());
    const scheduler = new Scheduler({ sql, wakeups, log: createLog('silent'), metrics });
    // The 2nd and 3rd are missed, the 4th is excluded, the 5th is caught up.
    await scheduler.round(new Date('2026-03-05T12:00:00Z'));
    const period = { from: day('01'), to: day('05') };
    const expected = {
      slots: [day('01'), day('02'), day('03')],
      existing: 1,
      excluded: 1,
      continueAfter: null,
    };
    expect(await previewBackfill(engine.prisma, task.id, period)).toEqual(expected);
    expect(await backfill(task.id, period)).toEqual(expected);
    expect(await backfill(task.id, period)).toMatchObject({ slots: [], existing: 4 });
    expect(await engine.rows(`select 1 from jobs where kind = 'task.fire'`)).toHaveLength(4);
  });

  it('says where to go on when there are more slots than it may make', async () => {
    const task = await engine.task(daily, day('20'));
    const first = await backfill(task.id, { from: day('01'), to: day('05'), limit: 2 });
    expect(first).toMatchObject({ slots: [day('01'), day('02')], continueAfter: day('02') });
  });

  it('that is only looked at changes nothing', async () => {
    const task = await engine.task(daily, day('20'));
    const seen = await previewBackfill(engine.prisma, task.id, { from: day('01'), to: day('02') });
    expect(seen.slots).toHaveLength(2);
    expect(await engine.slots(task.id)).toEqual([]);
  });

  it('is refused for the time to come, for a period that ends before it begins, and for a paused task', async () => {
    const task = await engine.task(daily, day('20'));
    const ahead = { from: new Date(), to: new Date(Date.now() + 60_000) };
    await expect(backfill(task.id, ahead)).rejects.toMatchObject({ details: { faults: [{ path: 'to' }] } });
    const turned = { from: day('05'), to: day('01') };
    await expect(backfill(task.id, turned)).rejects.toMatchObject({
      details: { faults: [{ path: 'from' }] },
    });
    await engine.workshop.transact((work) => pauseTask(work, task.id));
    await expect(backfill(task.id, { from: day('01'), to: day('02') })).rejects.toMatchObject({
      code: 'task.wrong_state',
    });
  });
});
