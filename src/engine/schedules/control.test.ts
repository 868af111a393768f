import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTaskEngine, type TaskEngine } from '../../../test/support/tasks.js';
import type { Work } from '../jobs/index.js';
import { cancelTask, fireTask, pauseTask, resumeTask, runTaskNow, snoozeTask } from './index.js';

let engine: TaskEngine;

beforeAll(async () => {
  engine = await openTaskEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

const made = new Date('2026-03-02T08:59:30Z');
const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);

function act<Result>(write: (work: Work) => Promise<Result>): Promise<Result> {
  return engine.workshop.transact((work) => write(work));
}

describe('a paused task', () => {
  it('stays paused when it is paused again', async () => {
    const task = await engine.task();
    const paused = await act((work) => pauseTask(work, task.id));
    expect(paused).toMatchObject({ state: 'paused', nextSlotAt: null });
    expect(await act((work) => pauseTask(work, task.id))).toEqual(paused);
  });

  it('makes slots from its resumption on, none of the time before', async () => {
    const task = await engine.task({}, made);
    await act((work) => pauseTask(work, task.id));
    const resumed = await act((work) => resumeTask(work, task.id, at('11:30:30')));
    expect(resumed).toMatchObject({
      state: 'active',
      settledUntil: at('11:30:30'),
      nextSlotAt: at('11:31:00'),
    });
    expect(await act((work) => resumeTask(work, task.id, at('11:45:00')))).toEqual(resumed);
  });

  it('ends when its rule has run out meanwhile', async () => {
    const once = { scheduleKind: 'once', scheduleExpr: '2026-03-02T09:00:00Z' } as const;
    const task = await engine.task(once, made);
    await act((work) => pauseTask(work, task.id));
    expect((await act((work) => resumeTask(work, task.id, at('10:00:00')))).state).toBe('ended');
  });

  it('may not be one that is over', async () => {
    const task = await engine.task();
    await act((work) => cancelTask(work, task.id));
    for (const write of [pauseTask, resumeTask])
      await expect(act((work) => write(work, task.id))).rejects.toMatchObject({ code: 'task.wrong_state' });
  });
});

describe('a snoozed task', () => {
  it('has its next slot after the snooze', async () => {
    const task = await engine.task({}, made);
    const snooze = { delaySeconds: 600, reason: 'the inspector is here' };
    expect(await act((work) => snoozeTask(work, task.id, snooze, at('09:00:30')))).toMatchObject({
      state: 'active',
      snoozedUntil: at('09:10:30'),
      snoozeReason: 'the inspector is here',
      nextSlotAt: at('09:11:00'),
    });
  });

  it('is as before once it is resumed, or snoozed for less', async () => {
    const task = await engine.task({}, made);
    await act((work) => snoozeTask(work, task.id, { delaySeconds: 3_600 }, at('09:00:30')));
    expect(
      (await act((work) => snoozeTask(work, task.id, { delaySeconds: 60 }, at('09:01:30')))).nextSlotAt,
    ).toEqual(at('09:03:00'));
    expect(await act((work) => resumeTask(work, task.id, at('09:01:40')))).toMatchObject({
      snoozedUntil: null,
      snoozeReason: null,
      nextSlotAt: at('09:02:00'),
    });
  });

  it('that is to run once does so after the snooze instead of never', async () => {
    const once = {
      scheduleKind: 'once',
      scheduleExpr: '2026-03-02T13:00:00',
      timezone: 'Asia/Tbilisi',
    } as const;
    const task = await engine.task(once, made);
    const snoozed = await act((work) => snoozeTask(work, task.id, { delaySeconds: 1_800 }, at('08:59:40')));
    expect(snoozed).toMatchObject({ nextSlotAt: at('09:29:40'), scheduleExpr: '2026-03-02T13:29:40+04:00' });
    // Its time lies behind a shorter one.
    const other = await engine.task(once, made);
    expect(
      (await act((work) => snoozeTask(work, other.id, { delaySeconds: 5 }, at('08:59:40')))).nextSlotAt,
    ).toEqual(at('09:00:00'));
  });

  it('may not be one that is paused', async () => {
    const task = await engine.task();
    await act((work) => pauseTask(work, task.id));
    await expect(act((work) => snoozeTask(work, task.id, { delaySeconds: 60 }))).rejects.toMatchObject({
      code: 'task.wrong_state',
    });
  });
});

describe('a cancelled task', () => {
  it('has no slots and no runs that wait, and lets the one end that is under way', async () => {
    const task = await engine.task();
    for (const slot of ['09:00:00', '09:01:00', '09:02:00'])
      await act((work) =>
        fireTask(work, { taskId: task.id, cause: 'schedule', slotAt: at(slot), correlationId: 'c' }),
      );
    const cancelled = await act((work) => cancelTask(work, task.id));
    expect(cancelled).toMatchObject({ state: 'cancelled', nextSlotAt: null });
    expect(await act((work) => cancelTask(work, task.id))).toEqual(cancelled);
    expect(await engine.rows('select state from runs order by slot_at')).toEqual([
      { state: 'running' },
      { state: 'cancelled' },
      { state: 'cancelled' },
    ]);
  });
});

describe('a task that is run now', () => {
  const now = { requestedBy: 'staff:7', correlationId: 'c' };

  it('runs with the parameters of whoever wants it, also when it is paused', async () => {
    const payload = {
      params: { name: 'Nino', city: 'Batumi' },
      pipeline: [{ id: 'say', uses: 'debug.echo', with: { text: '${params.name}' } }],
    };
    const task = await engine.task({ payload });
    await act((work) => pauseTask(work, task.id));
    const fired = await act((work) => runTaskNow(work, task.id, { ...now, params: { name: 'Giorgi' } }));
    expect(fired.state).toBe('running');
    expect(await engine.rows('select cause, requested_by, params from runs')).toEqual([
      { cause: 'manual', requested_by: 'staff:7', params: { name: 'Giorgi', city: 'Batumi' } },
    ]);
  });

  it('keeps to its overlap rule', async () => {
    const waiting = await engine.task({ overlap: 'queue' });
    await act((work) => runTaskNow(work, waiting.id, now));
    expect((await act((work) => runTaskNow(work, waiting.id, now))).state).toBe('queued');
    const skipping = await engine.task({ overlap: 'skip' });
    await act((work) => runTaskNow(work, skipping.id, now));
    expect(await act((work) => runTaskNow(work, skipping.id, now))).toMatchObject({
      state: 'skipped',
      reason: 'an earlier run of the task is under way',
    });
  });

  it('may not be one that is cancelled or only a draft', async () => {
    const draft = await engine.task({ draft: true });
    const cancelled = await engine.task();
    await act((work) => cancelTask(work, cancelled.id));
    for (const { id } of [draft, cancelled])
      await expect(act((work) => runTaskNow(work, id, now))).rejects.toMatchObject({
        code: 'task.wrong_state',
      });
  });
});
