import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { companyInTest } from '../../test/support/company.js';
import { eventually } from '../../test/support/eventually.js';
import { openJobEngine, type JobEngine } from '../../test/support/jobs.js';
import {
  startOutsideServer,
  type OutsideServer,
  type ServerReply,
} from '../../test/support/outside-server.js';
import { changeTask, createStaffTask } from '../domain/tasks/index.js';
import { findMember } from '../domain/staff/index.js';
import { createYouGileClient } from '../integrations/yougile/index.js';
import { createLog } from '../platform/log/index.js';
import { createSyncTaskJob } from './sync-task.js';

const NIKA = 5001n;
const deps = companyInTest();
let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
  await engine.prisma.staff.create({
    data: { telegramId: NIKA, name: 'Nika', role: 'staff', branches: ['tbilisi'], language: 'en' },
  });
  await engine.prisma.staff.create({
    data: { telegramId: 5002n, name: 'Nino', role: 'admin', branches: [], language: 'en' },
  });
});
afterEach(async () => {
  await engine.clear();
  await engine.rows('truncate staff_tasks cascade');
});
afterAll(() => engine.close());

async function yougile(reply: (count: number) => ServerReply): Promise<OutsideServer> {
  const server = await startOutsideServer((_request, count) => reply(count));
  const tracker = createYouGileClient({ baseUrl: server.url, key: 'KEY', timeoutMs: 5_000 });
  const log = createLog('silent');
  engine.startWorker([createSyncTaskJob({ ...deps, prisma: engine.prisma, tracker, log })]);
  return server;
}

async function makes(
  source: 'yougile' | 'agent' = 'yougile',
): Promise<(does: 'done' | 'reopen') => Promise<void>> {
  const { id } = await engine.workshop.transact((work) =>
    createStaffTask(work, deps, {
      ...{ title: 'Oil', branch: 'tbilisi', assigneeId: NIKA, source, sourceKey: `${source}:t1` },
      correlationId: 'c',
    }),
  );
  return async (does) => {
    const by = await findMember(engine.prisma, NIKA);
    if (by === null) throw new Error('nobody');
    await engine.workshop.transact((work) =>
      changeTask(work, deps, { taskId: id, by, change: { do: does }, correlationId: 'c' }),
    );
  };
}

const over = async (): Promise<boolean> => (await engine.prisma.job.count()) === 0;
const ticks = (server: OutsideServer): unknown[] => server.seen.map(({ body }) => body);

describe('a task of YouGile that is changed here', () => {
  it('is ticked off there, and the last word is how it stands here', async () => {
    const does = await makes();
    await does('done');
    await does('reopen');
    await does('done');
    const server = await yougile(() => ({ body: { id: 't1' } }));
    await eventually(over, 'all is told');
    expect(server.seen[0]).toMatchObject({ method: 'PUT', path: '/tasks/t1' });
    expect(ticks(server)).toEqual([{ completed: true }, { completed: true }, { completed: true }]);
  });

  it('is tried again while YouGile is away, and is over when the task is gone there', async () => {
    await (
      await makes()
    )('done');
    const server = await yougile((count) => (count === 1 ? { status: 503 } : { status: 404 }));
    await eventually(async () => {
      await engine.rows(`update jobs set run_at = now() where state = 'waiting'`);
      engine.wakeups.wake('jobs');
      return over();
    }, 'the job has ended');
    expect(server.seen).toHaveLength(2);
  });

  it('of another source is nobody’s business there', async () => {
    await (
      await makes('agent')
    )('done');
    expect(await over()).toBe(true);
  });

  it('that YouGile refuses is told to the admins', async () => {
    await (
      await makes()
    )('done');
    await yougile(() => ({ status: 403, body: { message: 'no rights' } }));
    await eventually(
      async () => (await engine.prisma.job.count({ where: { state: 'dead' } })) === 1,
      'the job is dead',
    );
    const told = await engine.rows<{ payload: { html: string } }>(
      `select payload from effects where lane = 'telegram:5002'`,
    );
    expect(told.map(({ payload }) => payload.html).join()).toContain('yougile.sync_task');
  });
});
