import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { losing } from '../../../test/support/jobs.js';
import { openTaskEngine, type TaskEngine } from '../../../test/support/tasks.js';
import { createLog } from '../../platform/log/index.js';
import type { Sql } from '../../platform/sql/index.js';
import { createScheduleMetrics, pauseTask, Scheduler, snoozeTask, updateTask } from './index.js';
import { tools } from '../../../test/support/tasks.js';

let engine: TaskEngine;

beforeAll(async () => {
  engine = await openTaskEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

function scheduler(sql: Sql = engine.sql, registry = new Registry()): Scheduler {
  const { wakeups } = engine;
  return new Scheduler({ sql, wakeups, log: createLog('silent'), metrics: createScheduleMetrics(registry) });
}

async function jobs(): Promise<{ taskId: string; slotAt: string; cause: string; state: string }[]> {
  return engine.rows(
    `select payload->>'taskId' as "taskId", payload->>'slotAt' as "slotAt", payload->>'cause' as cause, state
     from jobs where kind = 'task.fire' order by id`,
  );
}

const made = new Date('2026-03-02T08:59:30Z');
const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);

describe('a round', () => {
  it('makes the slot that has come, one job for it, and knows the next one', async () => {
    const task = await engine.task({ priority: 2 }, made);
    expect((await scheduler().round(at('08:59:59'))).made).toBe(0);
    expect((await scheduler().round(at('09:00:00'))).made).toBe(1);
    expect((await scheduler().round(at('09:00:01'))).made).toBe(0);
    expect(await engine.slots(task.id)).toEqual(['schedule 2026-03-02T09:00:00.000Z']);
    expect(await jobs()).toEqual([
      { taskId: task.id, slotAt: '2026-03-02T09:00:00.000Z', cause: 'schedule', state: 'ready' },
    ]);
    expect(await engine.rows('select priority from jobs')).toEqual([{ priority: 2 }]);
    expect((await engine.stored(task.id)).nextSlotAt).toEqual(at('09:01:00'));
  });

  it('ends a task after its last slot', async () => {
    const rule = {
      scheduleKind: 'rrule' as const,
      scheduleExpr: 'FREQ=MINUTELY;COUNT=2',
      anchor: '2026-03-02T09:00:00',
    };
    const task = await engine.task(rule, made);
    await scheduler().round(at('09:00:05'));
    expect((await engine.stored(task.id)).state).toBe('active');
    await scheduler().round(at('09:01:05'));
    expect(await engine.stored(task.id)).toMatchObject({ state: 'ended', nextSlotAt: null });
    expect(await jobs()).toHaveLength(2);
  });

  it('says when the next slot comes, when that is soon', async () => {
    await engine.task({}, made);
    expect((await scheduler().round(at('08:59:59.400'))).nextInMs).toBe(600);
    expect((await scheduler().round(at('08:59:50'))).nextInMs).toBeNull();
  });

  it('catches up by the rule of the task, oldest first, and notes what it leaves out', async () => {
    const one = await engine.task({ catchUp: 'one' }, made);
    const all = await engine.task({ catchUp: 'all' }, made);
    const none = await engine.task({ catchUp: 'skip' }, made);
    await scheduler().round(at('09:04:30'));
    const causes = async (id: string) => (await engine.slots(id)).map((slot) => slot.split(' ')[0]);
    expect(await causes(one.id)).toEqual(['missed', 'missed', 'missed', 'catch_up', 'schedule']);
    expect(await causes(all.id)).toEqual(['catch_up', 'catch_up', 'catch_up', 'catch_up', 'schedule']);
    expect(await causes(none.id)).toEqual(['missed', 'missed', 'missed', 'missed', 'schedule']);
    const caught = (await jobs()).filter(({ taskId }) => taskId === all.id).map(({ slotAt }) => slotAt);
    expect(caught).toEqual([...caught].sort());
    expect(await jobs()).toHaveLength(2 + 5 + 1);
  });

  it('puts a job off by the jitter of its task', async () => {
    const from = new Date();
    // By how much depends on the task's id, which is random: of several one at least is put off for longer than this.
    for (let n = 0; n < 8; n++)
      await engine.task(
        { jitterSeconds: 3_600, scheduleExpr: '* * * * * *' },
        new Date(from.getTime() - 5_000),
      );
    await scheduler().round(from);
    const waiting = await engine.rows<{ offMs: number }>(
      `select extract(epoch from run_at - (payload->>'slotAt')::timestamptz)::float8 * 1000 as "offMs"
       from jobs where state = 'waiting'`,
    );
    expect(waiting.length).toBeGreaterThan(0);
    for (const { offMs } of waiting) expect(offMs).toBeLessThan(3_600_000);
  });

  it('makes nothing for a draft, a paused or a snoozed task', async () => {
    const draft = await engine.task({ draft: true }, made);
    const paused = await engine.task({}, made);
    const snoozed = await engine.task({}, made);
    await engine.workshop.transact((work) => pauseTask(work, paused.id));
    await engine.workshop.transact((work) =>
      snoozeTask(work, snoozed.id, { delaySeconds: 120 }, at('08:59:40')),
    );
    await scheduler().round(at('09:01:00'));
    for (const task of [draft, paused, snoozed]) expect(await engine.slots(task.id)).toEqual([]);
    await scheduler().round(at('09:02:00'));
    expect(await engine.slots(snoozed.id)).toEqual(['schedule 2026-03-02T09:02:00.000Z']);
  });

  it('goes on with the other tasks when the schedule of one cannot be worked out', async () => {
    const broken = await engine.task({}, made);
    const sound = await engine.task({}, made);
    await engine.rows(`update tasks set schedule_expr = 'nonsense' where id = $1`, [broken.id]);
    expect((await scheduler().round(at('09:00:10'))).made).toBe(1);
    expect(await engine.slots(sound.id)).toHaveLength(1);
    await engine.rows(`update tasks set schedule_expr = '* * * * *' where id = $1`, [broken.id]);
    await scheduler().round(at('09:05:20'));
    expect(await engine.slots(broken.id)).toContain('schedule 2026-03-02T09:05:00.000Z');
  });

  it('measures how late jobs are made', async () => {
    const registry = new Registry();
    await engine.task({}, made);
    await scheduler(engine.sql, registry).round(at('09:00:00.200'));
    const text = await registry.metrics();
    expect(text).toContain('branchline_schedule_lag_seconds_count 1');
    expect(text).toContain('branchline_schedule_lag_seconds_sum 0.2');
  });
});

describe('many schedulers', () => {
  it('make exactly one job a slot, eight of them over 200 tasks', async () => {
    const task = await engine.task({ catchUp: 'all' }, made);
    await engine.rows(
      `insert into tasks (title, created_by, schedule_kind, schedule_expr, timezone, anchor, catch_up, exclude,
                          version, settled_until, next_slot_at)
       select title, created_by, schedule_kind, schedule_expr, timezone, anchor, catch_up, exclude,
              version, settled_until, next_slot_at
       from tasks cross join generate_series(2, 200) where id = $1`,
      [task.id],
    );
    const schedulers = Array.from({ length: 8 }, () => scheduler());
    for (const time of ['09:00:01', '09:01:01', '09:04:30'])
      await Promise.all(schedulers.map((one) => one.round(at(time))));
    // Whoever was passed over in the crowd is found by the next round.
    await scheduler().round(at('09:04:31'));
    const perSlot = await engine.rows<{ jobs: number; slots: number }>(
      `select count(*)::int as jobs, count(distinct (payload->>'taskId', payload->>'slotAt'))::int as slots
       from jobs where kind = 'task.fire'`,
    );
    expect(perSlot).toEqual([{ jobs: 1_000, slots: 1_000 }]);
  });

  it('lose and double nothing when one dies before or after its statement', async () => {
    await Promise.all(Array.from({ length: 20 }, () => engine.task({ catchUp: 'all' }, made)));
    await expect(
      scheduler(losing(engine.sql, 'make-slots', 'before')).round(at('09:00:01')),
    ).rejects.toThrow();
    expect(await jobs()).toHaveLength(0);
    await expect(
      scheduler(losing(engine.sql, 'make-slots', 'after')).round(at('09:00:02')),
    ).rejects.toThrow();
    expect(await jobs()).toHaveLength(20);
    await scheduler().round(at('09:01:02'));
    expect(await jobs()).toHaveLength(40);
  });

  it('make nothing of a schedule that was changed after it was read', async () => {
    const task = await engine.task({}, made);
    const late: Sql = {
      async rows(statement, values) {
        if (statement.name === 'make-slots')
          await engine.workshop.transact((work) =>
            updateTask(work, tools, task.id, { scheduleExpr: '30 9 * * *', by: 'staff:1' }, at('09:00:00')),
          );
        return engine.sql.rows(statement, values);
      },
    };
    expect((await scheduler(late).round(at('09:00:00'))).made).toBe(0);
    expect(await engine.slots(task.id)).toEqual([]);
    expect((await engine.stored(task.id)).nextSlotAt).toEqual(at('09:30:00'));
  });
});

describe('a scheduler that runs', () => {
  it('makes slots by the time of the database until it is stopped', async () => {
    const task = await engine.task({ scheduleExpr: '* * * * * *' });
    const running = scheduler();
    running.start();
    await eventually(async () => (await engine.slots(task.id)).length >= 2, 'two slots');
    await running.stop();
    const slots = await engine.slots(task.id);
    expect(slots.filter((slot) => !slot.startsWith('schedule '))).toEqual([]);
    expect(await jobs()).toHaveLength(slots.length);
  });
});
