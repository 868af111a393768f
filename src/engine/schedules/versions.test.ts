import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTaskEngine, saying, tools, type TaskEngine } from '../../../test/support/tasks.js';
import { listVersions, publishVersion, saveDraft } from './index.js';

let engine: TaskEngine;

beforeAll(async () => {
  engine = await openTaskEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

function draft(id: string, text: string) {
  return engine.workshop.transact((work) =>
    saveDraft(work, tools, id, { payload: saying(text), by: 'staff:7' }),
  );
}

function publish(id: string, version: number) {
  return engine.workshop.transact((work) => publishVersion(work, tools, id, version));
}

async function states(id: string): Promise<string[]> {
  return (await listVersions(engine.prisma, id)).map(({ version, state }) => `${version} ${state}`);
}

describe('a draft', () => {
  it('stands beside the version that runs until it is published', async () => {
    const task = await engine.task();
    await draft(task.id, 'tomorrow');
    expect((await engine.stored(task.id)).version).toBe(1);
    expect(await states(task.id)).toEqual(['2 draft', '1 published']);
    expect((await publish(task.id, 2)).version).toBe(2);
    expect(await states(task.id)).toEqual(['2 published', '1 published']);
  });

  it('takes the place of the one before, and never that of a published version', async () => {
    const task = await engine.task();
    await draft(task.id, 'first');
    expect((await draft(task.id, 'second')).version).toBe(2);
    await publish(task.id, 2);
    expect((await draft(task.id, 'third')).version).toBe(3);
    expect(await states(task.id)).toEqual(['3 draft', '2 published', '1 published']);
  });

  it('with a fault is refused', async () => {
    const task = await engine.task();
    const bad = engine.workshop.transact((work) =>
      saveDraft(work, tools, task.id, {
        payload: { pipeline: [{ id: 'a', uses: 'no.tool' }] },
        by: 'staff:7',
      }),
    );
    await expect(bad).rejects.toMatchObject({
      code: 'task.invalid',
      details: { faults: [{ path: 'payload.pipeline[0].uses' }] },
    });
  });
});

describe('publishing', () => {
  it('lets a task begin that was only a draft', async () => {
    const task = await engine.task({ draft: true });
    expect(await engine.stored(task.id)).toMatchObject({ version: 0, nextSlotAt: null, state: 'active' });
    const published = await publish(task.id, 1);
    expect(published.version).toBe(1);
    expect(published.nextSlotAt?.getTime()).toBeGreaterThan(Date.now() - 1_000);
  });

  it('goes back to an earlier version', async () => {
    const task = await engine.task();
    await draft(task.id, 'worse');
    await publish(task.id, 2);
    expect((await publish(task.id, 1)).version).toBe(1);
    expect(await states(task.id)).toEqual(['2 published', '1 published']);
  });

  it('of a version that does not exist, or with a tool that is gone, is refused', async () => {
    const task = await engine.task();
    await expect(publish(task.id, 5)).rejects.toMatchObject({ code: 'task.no_such_version' });
    await draft(task.id, 'x');
    const without = engine.workshop.transact((work) => publishVersion(work, new Map(), task.id, 2));
    await expect(without).rejects.toMatchObject({ code: 'task.invalid' });
    expect((await engine.stored(task.id)).version).toBe(1);
  });
});
