import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { openTaskEngine, type TaskEngine } from '../../../test/support/tasks.js';
import { createLog } from '../../platform/log/index.js';
import { Registry } from 'prom-client';
import type { Work } from '../jobs/index.js';
import {
  createFireJob,
  createScheduleMetrics,
  fireTask,
  pauseTask,
  Scheduler,
  snoozeTask,
  type Fire,
  type Fired,
} from './index.js';

let engine: TaskEngine;

beforeAll(async () => {
  engine = await openTaskEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);

function act<Result>(write: (work: Work) => Promise<Result>): Promise<Result> {
  return engine.workshop.transact((work) => write(work));
}

function fire(taskId: string, facts: Partial<Fire> = {}): Promise<Fired | null> {
  const slot = { cause: 'schedule' as const, slotAt: at('09:00:00'), correlationId: 'c' };
  return act((work) => fireTask(work, { taskId, ...slot, ...facts }));
}

async function runs(taskId: string): Promise<string[]> {
  const rows = await engine.rows<{ state: string; cause: string; error: string | null }>(
    'select state, cause, error from runs where task_id = $1 order by created_at',
    [taskId],
  );
  return rows.map(({ state, cause, error }) =>
    [state, cause, error].filter((one) => one !== null).join(': '),
  );
}

async function endRuns(): Promise<void> {
  await engine.rows(`update runs set state = 'done', finished_at = now() where state = 'running'`);
}

describe('a slot', () => {
  it('gets one run, with what the task says of it', async () => {
    const task = await engine.task({
      priority: 2,
      backoffStrategy: 'linear',
      maxRetries: 1,
      overlap: 'queue',
    });
    const fired = await fire(task.id);
    expect(await fire(task.id)).toBeNull();
    const stored = await engine.rows(
      `select id, version, cause, slot_at, priority, backoff, concurrency_key, correlation_id from runs`,
    );
    expect(stored).toEqual([
      {
        id: fired?.runId,
        version: '1',
        cause: 'schedule',
        slot_at: at('09:00:00'),
        priority: 2,
        backoff: 'linear',
        concurrency_key: `task:${task.id}`,
        correlation_id: 'c',
      },
    ]);
  });

  it('of a task that was paused or snoozed meanwhile has a run that says so and does nothing', async () => {
    const paused = await engine.task();
    await act((work) => pauseTask(work, paused.id));
    expect(await fire(paused.id)).toMatchObject({ state: 'skipped', reason: 'the task is paused' });
    const snoozed = await engine.task();
    await act((work) => snoozeTask(work, snoozed.id, { delaySeconds: 3_600 }));
    expect((await fire(snoozed.id))?.reason).toMatch(/^the task is snoozed until/);
    expect(await engine.rows('select 1 from jobs')).toEqual([]);
  });

  it('that was the last one of its task runs although the task has ended', async () => {
    const task = await engine.task();
    await engine.rows(`update tasks set state = 'ended', next_slot_at = null`);
    expect((await fire(task.id))?.state).toBe('running');
  });

  it('of a task that is gone has no run', async () => {
    expect(await fire('3f0c9d5e-0000-4000-8000-000000000000')).toBeNull();
  });
});

describe('a slot while an earlier run is under way', () => {
  it('waits by the rule queue', async () => {
    const task = await engine.task({ overlap: 'queue' });
    await fire(task.id);
    expect((await fire(task.id, { slotAt: at('09:01:00') }))?.state).toBe('queued');
  });

  it('runs beside it by the rule allow', async () => {
    const task = await engine.task({ overlap: 'allow' });
    await fire(task.id);
    expect((await fire(task.id, { slotAt: at('09:01:00') }))?.state).toBe('running');
  });

  it('is skipped by the rule skip, until that run has ended', async () => {
    const task = await engine.task({ overlap: 'skip' });
    await fire(task.id);
    await fire(task.id, { slotAt: at('09:01:00') });
    await endRuns();
    await fire(task.id, { slotAt: at('09:02:00') });
    expect(await runs(task.id)).toEqual([
      'done: schedule',
      'skipped: schedule: an earlier run of the task is under way',
      'running: schedule',
    ]);
  });

  it('takes its place by the rule cancel_old, and what that one waited for is withdrawn', async () => {
    const task = await engine.task({ overlap: 'cancel_old' });
    await fire(task.id);
    await engine.rows(`update run_steps set state = 'waiting', waits_for = 'approval:5'`);
    const withdrawn: string[] = [];
    const next = { taskId: task.id, cause: 'schedule', slotAt: at('09:01:00'), correlationId: 'c' } as const;
    await act((work) =>
      fireTask(work, next, (_, { waits }) => {
        withdrawn.push(...waits);
        return Promise.resolve();
      }),
    );
    expect(await runs(task.id)).toEqual([
      'cancelled: schedule: the next run of the task took its place',
      'running: schedule',
    ]);
    expect(withdrawn).toEqual(['approval:5']);
  });

  it.each(['skip', 'cancel_old'] as const)(
    'leaves one under way by the rule %s, of ten at once',
    async (overlap) => {
      const task = await engine.task({ overlap });
      const slots = Array.from({ length: 10 }, (_, n) => at(`09:0${n}:00`));
      await Promise.all(slots.map((slotAt) => fire(task.id, { slotAt })));
      const states = (await runs(task.id)).map((run) => run.split(':')[0]);
      expect(states.filter((state) => state === 'running')).toHaveLength(1);
      expect(states).toHaveLength(10);
    },
  );

  it('waits by any rule but allow when it is backfilled', async () => {
    const task = await engine.task({ overlap: 'skip' });
    await fire(task.id);
    const past = { cause: 'backfill', slotAt: at('08:00:00') } as const;
    await fire(task.id, past);
    expect((await fire(task.id, { ...past, slotAt: at('08:01:00') }))?.state).toBe('queued');
  });
});

describe('a dedupe key', () => {
  const window = { dedupeKey: 'morning', dedupeWindowSeconds: 3_600, overlap: 'allow' } as const;

  it('lets one run through in its window, of all tasks that have it', async () => {
    const [first, second] = [await engine.task(window), await engine.task(window)];
    expect((await fire(first.id))?.state).toBe('running');
    for (const { id } of [first, second])
      expect(await fire(id, { slotAt: at('09:01:00') })).toMatchObject({
        state: 'skipped',
        reason: 'there was a run with the dedupe key morning within its window',
      });
    await engine.rows(`update job_dedupe_windows set expires_at = now() - interval '1 second'`);
    expect((await fire(second.id, { slotAt: at('10:00:00') }))?.state).toBe('running');
  });

  it('is not used up by a slot that does not run', async () => {
    const task = await engine.task({ ...window, overlap: 'skip' });
    await act((work) => fireTask(work, { taskId: task.id, cause: 'manual', correlationId: 'c' }));
    expect((await fire(task.id))?.reason).toBe('an earlier run of the task is under way');
    await endRuns();
    expect((await fire(task.id, { slotAt: at('09:01:00') }))?.state).toBe('running');
  });
});

describe('the job of a slot', () => {
  it('starts the run that the slot is for', async () => {
    const task = await engine.task({ catchUp: 'all' }, at('08:59:30'));
    const { sql, wakeups } = engine;
    const scheduler = new Scheduler({
      ...{ sql, wakeups, log: createLog('silent') },
      metrics: createScheduleMetrics(new Registry()),
    });
    await scheduler.round(at('09:02:30'));
    engine.startWorker([createFireJob({ onDead: () => Promise.resolve() })]);
    await engine.finished(3);
    await eventually(async () => (await runs(task.id)).length === 3, 'three runs');
    expect(await runs(task.id)).toEqual(['running: catch_up', 'queued: catch_up', 'queued: schedule']);
    const order = await engine.rows<{ at: Date }>('select slot_at as at from runs order by created_at');
    expect(order.map((run) => run.at)).toEqual([at('09:00:00'), at('09:01:00'), at('09:02:00')]);
  });
});
