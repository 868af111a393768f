import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTaskEngine, type TaskEngine } from '../../../test/support/tasks.js';
import { pauseTask, listTasks, statsSummary, taskStats } from './index.js';

let engine: TaskEngine;

beforeAll(async () => {
  engine = await openTaskEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

async function run(
  taskId: string,
  state: string,
  facts: { seconds?: number; daysAgo?: number } = {},
): Promise<void> {
  const { seconds = 1, daysAgo = 0 } = facts;
  await engine.rows(
    `insert into runs (task_id, version, cause, correlation_id, state, plan, created_at, started_at, finished_at)
     select $1, '1', 'manual', 'c', $2, '{}', made, made, made + make_interval(secs => $3)
     from (select now() - make_interval(days => $4) as made) as m`,
    [taskId, state, seconds, daysAgo],
  );
}

describe('statistics of a task', () => {
  it('count its runs, say how many went well and how long they took', async () => {
    const [task, other] = [await engine.task(), await engine.task()];
    for (const seconds of [1, 2, 3]) await run(task.id, 'done', { seconds });
    await run(task.id, 'failed', { seconds: 10 });
    await run(task.id, 'skipped', { seconds: 900 });
    await run(task.id, 'done', { daysAgo: 2, seconds: 100 });
    await run(task.id, 'done', { daysAgo: 40 });
    await run(other.id, 'failed');
    const stats = await taskStats(engine.prisma, task.id, 1);
    expect(stats).toMatchObject({
      days: 1,
      total: 5,
      byState: { done: 3, failed: 1, skipped: 1, cancelled: 0, queued: 0, running: 0, paused: 0 },
      successRate: 0.75,
      p50Seconds: 2.5,
    });
    expect(stats.p95Seconds).toBeCloseTo(8.95);
    const week = await taskStats(engine.prisma, task.id, 7);
    expect(week.total).toBe(6);
    expect(week.byDay).toHaveLength(7);
    expect(week.byDay.map(({ done }) => done)).toEqual([0, 0, 0, 0, 1, 0, 3]);
    expect(week.byDay.at(-1)).toMatchObject({ failed: 1, skipped: 1 });
  });

  it('of one that never ran say so, and of one that does not exist are refused', async () => {
    const task = await engine.task();
    expect(await taskStats(engine.prisma, task.id, 7)).toMatchObject({
      total: 0,
      successRate: null,
      p50Seconds: null,
      latestAt: null,
    });
    await expect(taskStats(engine.prisma, 'nobody', 7)).rejects.toMatchObject({ code: 'task.not_found' });
  });

  it('are summed up over all tasks', async () => {
    const [task, other] = [await engine.task(), await engine.task()];
    await engine.workshop.transact((work) => pauseTask(work, other.id));
    await run(task.id, 'done');
    await run(other.id, 'failed');
    expect(await statsSummary(engine.prisma, 7)).toMatchObject({
      total: 2,
      successRate: 0.5,
      tasksByState: { active: 1, paused: 1 },
    });
  });
});

describe('a list of tasks', () => {
  it('comes in pages that stay what they are while tasks are added', async () => {
    for (let n = 1; n <= 5; n++) await engine.task({ title: `task ${n}` }, new Date(Date.UTC(2026, 2, n)));
    const first = await listTasks(engine.prisma, {}, { limit: 2, offset: 0 });
    await engine.task({ title: 'task 6' });
    const second = await listTasks(engine.prisma, {}, { limit: 2, offset: 2 });
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual([
      'task 1',
      'task 2',
      'task 3',
      'task 4',
    ]);
    expect([first.total, second.total]).toEqual([5, 6]);
  });

  it('has those that are asked for', async () => {
    const paused = await engine.task({ createdBy: 'agent:2' });
    await engine.workshop.transact((work) => pauseTask(work, paused.id));
    await engine.task({ scheduleKind: 'event', scheduleExpr: 'a.b' });
    await engine.task({ name: 'check.cash:batumi', branch: 'batumi', createdBy: 'product' });
    const page = { limit: 10, offset: 0 };
    const count = async (filter: object) => (await listTasks(engine.prisma, filter, page)).total;
    expect(await count({ state: 'paused' })).toBe(1);
    expect(await count({ createdBy: 'agent:2', state: 'active' })).toBe(0);
    expect(await count({ scheduleKind: 'event' })).toBe(1);
    expect(await count({ branch: 'batumi' })).toBe(1);
    expect(await count({ isProduct: true })).toBe(1);
    expect(await count({ isProduct: false })).toBe(2);
  });
});
