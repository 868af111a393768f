import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTaskEngine, saying, tools, type TaskEngine } from '../../../test/support/tasks.js';
import { pauseTask, seedTasks, updateTask, type TaskSeed } from './index.js';

let engine: TaskEngine;

beforeAll(async () => {
  engine = await openTaskEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

function check(branch: string, facts: Partial<TaskSeed> = {}): TaskSeed {
  return {
    name: `check.cash:${branch}`,
    title: `Cash of ${branch}`,
    branch,
    scheduleKind: 'cron',
    scheduleExpr: '30 21 * * *',
    timezone: 'Asia/Tbilisi',
    payload: saying('count'),
    ...facts,
  };
}

function seed(...seeds: TaskSeed[]): Promise<void> {
  return engine.workshop.transact((work) => seedTasks(work, tools, seeds));
}

async function stored(): Promise<
  { id: string; name: string; title: string; said: string; version: number }[]
> {
  return engine.rows(
    `select t.id::text as id, t.name, t.title, t.version, v.payload->'pipeline'->0->'with'->>'text' as said
     from tasks t join task_versions v on v.task_id = t.id and v.version = t.version order by t.name`,
  );
}

describe("the product's own tasks", () => {
  it('are made once, however many processes start', async () => {
    const seeds = [check('batumi'), check('tbilisi')];
    await Promise.all(Array.from({ length: 4 }, () => seed(...seeds)));
    expect((await stored()).map(({ name, version }) => `${name} ${version}`)).toEqual([
      'check.cash:batumi 1',
      'check.cash:tbilisi 1',
    ]);
  });

  it('follow the pipeline of a newer program, and nothing else of it', async () => {
    await seed(check('batumi'));
    await seed(
      check('batumi', { payload: saying('count twice'), title: 'Cash, twice', scheduleExpr: '0 8 * * *' }),
    );
    expect(await stored()).toMatchObject([{ title: 'Cash, twice', said: 'count twice', version: 2 }]);
    expect(await engine.rows('select schedule_expr from tasks')).toEqual([{ schedule_expr: '30 21 * * *' }]);
  });

  it('keep what an admin set', async () => {
    await seed(check('batumi'), check('tbilisi'));
    const [batumi, tbilisi] = await stored();
    await engine.workshop.transact(async (work) => {
      const by = 'staff:7';
      await updateTask(work, tools, batumi?.id ?? '', { payload: saying('my way'), by });
      await updateTask(work, tools, tbilisi?.id ?? '', { scheduleExpr: '0 22 * * *', by });
      await pauseTask(work, tbilisi?.id ?? '');
    });
    await seed(check('batumi', { payload: saying('newer') }), check('tbilisi', { payload: saying('newer') }));
    expect((await stored()).map(({ said }) => said)).toEqual(['my way', 'newer']);
    expect(await engine.rows('select schedule_expr, state from tasks order by name')).toEqual([
      { schedule_expr: '30 21 * * *', state: 'active' },
      { schedule_expr: '0 22 * * *', state: 'paused' },
    ]);
  });
});
