import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTaskEngine, saying, tools, type TaskEngine } from '../../../test/support/tasks.js';
import { BranchlineError } from '../../kernel/errors.js';
import { cancelTask, pauseTask, updateTask, type NewTask, type TaskChanges } from './index.js';

let engine: TaskEngine;

beforeAll(async () => {
  engine = await openTaskEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);

async function faultsOf(attempt: Promise<unknown>): Promise<Record<string, string>> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof BranchlineError)) throw new Error('nothing was refused');
  expect(error.code).toBe('task.invalid');
  const faults = error.details['faults'] as { path: string; message: string }[];
  return Object.fromEntries(faults.map(({ path, message }) => [path, message]));
}

function change(id: string, changes: Omit<TaskChanges, 'by'>, time = '10:00:00') {
  return engine.workshop.transact((work) =>
    updateTask(work, tools, id, { ...changes, by: 'agent:1' }, at(time)),
  );
}

async function versions(): Promise<unknown[]> {
  return engine.rows(
    `select version, state, created_by, payload->'pipeline'->0->'with'->>'text' as text
     from task_versions order by version`,
  );
}

describe('a new task', () => {
  it('has its first version published and knows its first slot', async () => {
    const task = await engine.task({ scheduleExpr: '0 9 * * *', timezone: 'Asia/Tbilisi' }, at('12:00:00'));
    const stored = await engine.stored(task.id);
    expect(stored).toEqual(task);
    expect(stored).toMatchObject({
      state: 'active',
      version: 1,
      anchor: '2026-03-02T16:00:00',
      nextSlotAt: new Date('2026-03-03T05:00:00Z'),
      catchUp: 'one',
      overlap: 'queue',
    });
    expect(await versions()).toEqual([
      { version: 1, state: 'published', created_by: 'agent:1', text: 'hello' },
    ]);
  });

  it('counts a rule without a DTSTART from the time when it was made, or from the anchor that is given', async () => {
    const rule = { scheduleKind: 'rrule', scheduleExpr: 'FREQ=WEEKLY;INTERVAL=2' } as const;
    const now = await engine.task(rule, at('08:15:00'));
    expect(now.nextSlotAt).toEqual(new Date('2026-03-16T08:15:00Z'));
    const given = await engine.task({ ...rule, anchor: '2026-02-23T10:00:00' }, at('08:15:00'));
    expect(given.nextSlotAt).toEqual(new Date('2026-03-09T10:00:00Z'));
  });

  it('is refused with all its faults at once, named as outside agents name them', async () => {
    const bad: Partial<NewTask> = {
      title: ' ',
      scheduleExpr: '61 * * * *',
      priority: 12,
      exclude: ['2026-13-01'],
      payload: { pipeline: [{ id: 'a', uses: 'debug.ech', with: { text: 'x' } }] },
    };
    const faults = await faultsOf(engine.task(bad));
    expect(Object.keys(faults).sort()).toEqual([
      'exclude[0]',
      'payload.pipeline[0].uses',
      'priority',
      'schedule_expr',
      'title',
    ]);
    expect(await engine.rows('select 1 from tasks')).toEqual([]);
  });

  it('is refused in a zone that does not exist, by that name only', async () => {
    expect(Object.keys(await faultsOf(engine.task({ timezone: 'Mars/Olympus' })))).toEqual(['timezone']);
  });

  it('is refused without a pipeline and without a time that lies ahead', async () => {
    expect(Object.keys(await faultsOf(engine.task({ payload: undefined })))[0]).toMatch(/^payload/);
    const past = { scheduleKind: 'once', scheduleExpr: '2020-01-01T09:00:00' } as const;
    expect(Object.keys(await faultsOf(engine.task(past)))).toEqual(['schedule_expr']);
  });

  it('that is to run once may have had its time a moment ago', async () => {
    const once = { scheduleKind: 'once', scheduleExpr: '2026-03-02T09:00:00Z' } as const;
    const task = await engine.task(once, at('09:00:20'));
    expect(task.nextSlotAt).toEqual(at('09:00:00'));
  });

  it('that waits for events has no slots', async () => {
    const task = await engine.task({ scheduleKind: 'event', scheduleExpr: 'user.email.*' });
    expect(task).toMatchObject({ state: 'active', nextSlotAt: null });
  });
});

describe('a changed task', () => {
  it('keeps its anchor when the expression or the zone change', async () => {
    const task = await engine.task(
      { scheduleKind: 'rrule', scheduleExpr: 'FREQ=DAILY;INTERVAL=2', anchor: '2026-03-01T09:00:00' },
      at('09:30:00'),
    );
    const changed = await change(task.id, {
      scheduleExpr: 'FREQ=DAILY;INTERVAL=3',
      timezone: 'Asia/Tbilisi',
    });
    expect(changed.anchor).toBe('2026-03-01T09:00:00');
    expect(changed.nextSlotAt).toEqual(new Date('2026-03-04T05:00:00Z'));
  });

  it('makes no slot again that it had before', async () => {
    const task = await engine.task({ scheduleExpr: '0 * * * *' }, at('08:30:00'));
    const changed = await change(task.id, { scheduleExpr: '*/10 * * * *' }, '09:55:00');
    expect(changed).toMatchObject({ settledUntil: at('09:55:00'), nextSlotAt: at('10:00:00') });
  });

  it('stays where it is with its schedule when something else is changed', async () => {
    const task = await engine.task({ scheduleExpr: '0 * * * *' }, at('08:30:00'));
    const changed = await change(task.id, { title: 'Another', overlap: 'skip' });
    expect(changed).toMatchObject({
      title: 'Another',
      overlap: 'skip',
      settledUntil: task.settledUntil,
      nextSlotAt: task.nextSlotAt,
      version: 1,
    });
  });

  it('runs its new pipeline as the next version, and keeps the one before', async () => {
    const task = await engine.task();
    expect((await change(task.id, { payload: saying('good evening') })).version).toBe(2);
    expect(await versions()).toEqual([
      { version: 1, state: 'published', created_by: 'agent:1', text: 'hello' },
      { version: 2, state: 'published', created_by: 'agent:1', text: 'good evening' },
    ]);
  });

  it('is as it was when the change has a fault', async () => {
    const task = await engine.task();
    const bad = change(task.id, { scheduleExpr: 'nonsense', payload: { pipeline: [] }, title: 'Other' });
    expect(Object.keys(await faultsOf(bad))).toContain('schedule_expr');
    expect(await engine.stored(task.id)).toEqual(task);
    expect(await versions()).toHaveLength(1);
  });

  it('has slots no sooner than it is resumed when it is paused', async () => {
    const task = await engine.task();
    await engine.workshop.transact((work) => pauseTask(work, task.id));
    expect(await change(task.id, { scheduleExpr: '0 9 * * *' })).toMatchObject({
      state: 'paused',
      nextSlotAt: null,
    });
  });

  it('that had ended comes back with a schedule that has times ahead', async () => {
    const task = await engine.task();
    await engine.rows(`update tasks set state = 'ended', next_slot_at = null where id = $1`, [task.id]);
    expect((await change(task.id, { title: 'Only the title' })).state).toBe('ended');
    expect((await change(task.id, { scheduleExpr: '0 9 * * *' })).state).toBe('active');
  });

  it('cannot be one that is cancelled or unknown', async () => {
    const task = await engine.task();
    await engine.workshop.transact((work) => cancelTask(work, task.id));
    await expect(change(task.id, { title: 'x' })).rejects.toMatchObject({ code: 'task.wrong_state' });
    for (const unknown of ['3f0c9d5e-0000-4000-8000-000000000000', 'no id at all'])
      await expect(change(unknown, { title: 'x' })).rejects.toMatchObject({ code: 'task.not_found' });
  });
});
