import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { openTaskEngine, type TaskEngine } from '../../../test/support/tasks.js';
import { createFireJob, fireForEvent, pauseTask, tasksForEvent } from './index.js';

let engine: TaskEngine;

beforeAll(async () => {
  engine = await openTaskEngine();
});
beforeEach(() => {
  engine.startWorker([createFireJob({ onDead: () => Promise.resolve() })]);
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

function waitFor(pattern: string, facts: object = {}) {
  return engine.task({ scheduleKind: 'event', scheduleExpr: pattern, overlap: 'allow', ...facts });
}

/** Appends nothing: only what follows from the event. Answers how many tasks it made run, once they do. */
async function happen(type: string, id: string = randomUUID()): Promise<number> {
  const tasks = await engine.workshop.transact((work) =>
    fireForEvent(work, { id, type, correlationId: 'c' }),
  );
  await eventually(async () => {
    const jobs = await engine.rows(`select 1 from jobs where kind = 'task.fire'`);
    return jobs.length === 0;
  }, 'all tasks are fired');
  return tasks;
}

describe('an event', () => {
  it('makes those tasks run whose pattern it matches, each once', async () => {
    const wanted = [
      await waitFor('user.email.received'),
      await waitFor('custom.user.email.received'),
      await waitFor('user.*.received'),
      await waitFor('user.*'),
      await waitFor('**'),
    ];
    await waitFor('user.email');
    await waitFor('order.*');
    await engine.task();
    const id = randomUUID();
    expect(await happen('custom.user.email.received', id)).toBe(5);
    await happen('custom.user.email.received', id);
    const rows = await engine.rows<{ task: string; cause: string; event: string }>(
      'select task_id::text as task, cause, event_id::text as event from runs',
    );
    expect(rows.map(({ task }) => task).sort()).toEqual(wanted.map((task) => task.id).sort());
    expect(new Set(rows.map(({ cause, event }) => `${cause} ${event}`))).toEqual(new Set([`event ${id}`]));
  });

  it('of the product itself makes tasks run, too', async () => {
    const task = await waitFor('booking.issue.planned');
    expect(await tasksForEvent(engine.sql, 'booking.issue.planned')).toEqual([{ id: task.id }]);
    expect(await happen('booking.issue.planned')).toBe(1);
  });

  it('makes nothing of a task that is paused, snoozed or a draft', async () => {
    const paused = await waitFor('a.b');
    await engine.workshop.transact((work) => pauseTask(work, paused.id));
    const snoozed = await waitFor('a.b');
    await engine.rows(`update tasks set snoozed_until = now() + interval '1 hour' where id = $1`, [
      snoozed.id,
    ]);
    await waitFor('a.b', { draft: true });
    expect(await happen('custom.a.b')).toBe(0);
    expect(await engine.rows('select 1 from runs')).toEqual([]);
  });

  it('on a date that the task excludes leaves a run that says so', async () => {
    // The event may come after midnight.
    const [today, tomorrow] = [0, 86_400_000].map((ms) =>
      new Date(Date.now() + ms).toISOString().slice(0, 10),
    );
    await waitFor('a.b', { exclude: [today, tomorrow] });
    await happen('custom.a.b');
    expect(await engine.rows('select state, error from runs')).toEqual([
      { state: 'skipped', error: 'the task does not run on this date' },
    ]);
  });
});
