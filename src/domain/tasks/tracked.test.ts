import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMPANY, companyInTest, NOON } from '../../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { EventOf } from '../../engine/events/index.js';
import { Prisma, type StaffTask } from '../../platform/prisma/index.js';
import type { CardPost } from '../posts/index.js';
import { findMember } from '../staff/index.js';
import { changeTask, followTracker, SYNC_TASK } from './index.js';

const NIKA = 5001n;
const MAKA = 5002n;
let database: OpenDatabase;
const deps = {
  ...companyInTest(),
  company: {
    ...COMPANY,
    branches: {
      tbilisi: { title: 'Tbilisi', chatId: -1001n, yougileColumn: 'column-tbilisi' },
      batumi: { title: 'Batumi', chatId: -1002n },
    },
  },
};

beforeAll(async () => {
  database = await openTestDatabase();
  await database.prisma.staff.createMany({
    data: [
      { telegramId: NIKA, name: 'Nika', role: 'staff', branches: ['tbilisi'], yougileId: 'u-nika' },
      { telegramId: MAKA, name: 'Maka', role: 'staff', branches: ['batumi'], yougileId: 'u-maka' },
    ].map((one) => ({ ...one, language: 'en' })),
  });
});

beforeEach(() => database.rows('truncate staff_tasks, effects, jobs, audit_log cascade'));
afterAll(() => database.close());

type Payload = EventOf<'yougile.task.updated'>['payload'];

async function told(payload: Partial<Payload>): Promise<void> {
  await database.workshop.transact((work) =>
    followTracker(work, deps, {
      ...{ id: 'e', type: 'yougile.task.updated', source: 'yougile', branch: null, correlationId: 'c' },
      timestamp: NOON,
      payload: { task_id: 't1', change: 'updated', title: 'Change the oil', ...payload },
    }),
  );
}

function tasks(): Promise<StaffTask[]> {
  return database.prisma.staffTask.findMany();
}

async function done(change: 'done' | 'reopen'): Promise<void> {
  const [task] = await tasks();
  const by = await findMember(database.prisma, NIKA);
  if (task === undefined || by === null) throw new Error('there is no task');
  await database.workshop.transact((work) =>
    changeTask(work, deps, { taskId: task.id, by, change: { do: change }, correlationId: 'c' }),
  );
}

/** The newest card in the branch's group. */
async function card(): Promise<string> {
  const effects = await database.prisma.effect.findMany({
    where: { kind: 'card', payload: { path: ['to', 'branch'], not: Prisma.AnyNull } },
    orderBy: { id: 'desc' },
    take: 1,
  });
  return (effects[0]?.payload as unknown as CardPost | undefined)?.html ?? '';
}

const inColumn = { column_id: 'column-tbilisi' };

describe('a task of YouGile', () => {
  it('in the column of a branch becomes a task of the branch, for whom it is there, due when it is there', async () => {
    const deadline = '2031-03-04T12:00:00.000Z';
    await told({
      ...{ change: 'created', ...inColumn, assigned: ['u-nobody', 'u-nika'], deadline },
      ...{ description: 'Filter too', user_id: 'u-maka' },
    });
    expect(await tasks()).toMatchObject([
      {
        ...{ title: 'Change the oil', body: 'Filter too', branch: 'tbilisi', assigneeId: NIKA },
        ...{ createdBy: MAKA, dueAt: new Date(deadline), source: 'yougile', state: 'open' },
      },
    ]);
    expect(await card()).toMatch(/Change the oil[^]*Filter too[^]*Nika[^]*From Maka/);
  });

  it('told of ten times at once is one task', async () => {
    await Promise.all(Array.from({ length: 10 }, () => told(inColumn)));
    expect(await tasks()).toHaveLength(1);
  });

  it('of no column of ours is the branch’s of whoever is to do it, or nobody’s here', async () => {
    await told({ task_id: 't2', column_id: 'elsewhere', assigned: ['u-maka'] });
    await told({ task_id: 't3', column_id: 'elsewhere' });
    await told({ task_id: 't4', assigned: ['u-maka', 'u-nika'] });
    await told({ task_id: 't5', ...inColumn, completed: true });
    expect(await tasks()).toMatchObject([{ branch: 'batumi', assigneeId: MAKA }]);
  });

  it('is edited by what changes there, and its beginning that comes late changes nothing', async () => {
    await told(inColumn);
    await told({ change: 'renamed', title: 'Change oil and filter', column_id: 'in-work' });
    await told({ change: 'created', ...inColumn });
    expect(await tasks()).toMatchObject([{ title: 'Change oil and filter', branch: 'tbilisi' }]);
  });

  it('that is done there is done here, by whom; only a change back opens it again', async () => {
    await told(inColumn);
    await told({ completed: true, user_id: 'u-nika' });
    expect(await tasks()).toMatchObject([{ state: 'done', doneBy: NIKA }]);
    expect(await card()).toMatch(/✅ Done by Nika/);
    await told({ change: 'moved', completed: false, ...inColumn });
    expect(await tasks()).toMatchObject([{ state: 'done' }]);
    await told({ completed: false, was_completed: true });
    expect(await tasks()).toMatchObject([{ state: 'open', doneBy: null }]);
    expect(await card()).toMatch(/YouGile opened it again/);
    expect(await database.prisma.job.count({ where: { kind: SYNC_TASK } })).toBe(0);
  });

  it.each([{ change: 'deleted' as const }, { deleted: true }, { archived: true }])(
    'that is gone there (%o) is nobody’s to do any more',
    async (gone) => {
      await told(inColumn);
      await told(gone);
      expect(await tasks()).toMatchObject([{ state: 'done', doneBy: null }]);
      expect(await card()).toMatch(/🗑 .*YouGile removed it[^]*/);
    },
  );

  it('shows what was said in its chat', async () => {
    await told({ change: 'commented', comment: 'Who has the key?' });
    await told(inColumn);
    await told({ change: 'commented', comment: 'Who has the <key>?', user_id: 'u-maka' });
    await told({ change: 'commented', comment: 'Nobody' });
    expect(await card()).toMatch(/<b>Maka:<\/b> Who has the &lt;key&gt;\?[^]*<b>YouGile:<\/b> Nobody/);
  });

  it('that is done or opened again here is to be so there, in that order', async () => {
    await told({ ...inColumn, assigned: ['u-nika'] });
    await done('done');
    await done('reopen');
    expect(
      await database.prisma.job.findMany({ where: { kind: SYNC_TASK }, select: { concurrencyKey: true } }),
    ).toEqual([{ concurrencyKey: 'yougile:t1' }, { concurrencyKey: 'yougile:t1' }]);
  });
});
