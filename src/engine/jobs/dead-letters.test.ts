import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { job, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { attemptsOf } from './control.js';
import { editDeadJob, reviveDeadJob, reviveDeadJobs } from './dead-letters.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

describe('a dead job', () => {
  it('is done with the payload that somebody corrected, with a full set of attempts and its history', async () => {
    const ran: string[] = [];
    engine.startWorker([
      job(
        async ({ payload, attempt }) => {
          ran.push(`${payload.n} ${attempt}`);
          if (payload.n === 1) throw new Error('no water');
        },
        { maxAttempts: 2, backoff: { strategy: 'fixed', baseMs: 0 } },
      ),
    ]);
    await engine.enqueue({});
    await engine.inState('dead');
    const [dead] = await deadJobs();
    expect(await engine.rows('select last_error from jobs')).toEqual([{ last_error: 'no water' }]);
    await editDeadJob(engine.sql, dead!, { n: 2 });
    expect(await reviveDeadJob(engine.sql, dead!)).toBe(true);
    engine.wakeups.wake('jobs');
    await engine.finished(1);
    expect(ran).toEqual(['1 1', '1 2', '2 1']);
    const history = await attemptsOf(engine.sql, dead!);
    expect(history.map((one) => [one.attempt, one.outcome, one.error])).toEqual([
      [1, 'failed', 'no water'],
      [2, 'failed', 'no water'],
      [1, 'done', null],
    ]);
  });

  it('dies again when the corrected payload is wrong, too', async () => {
    engine.startWorker([job(() => Promise.reject(new Error('no water')), { maxAttempts: 1 })]);
    await engine.enqueue({});
    await engine.inState('dead');
    const [dead] = await deadJobs();
    await editDeadJob(engine.sql, dead!, { n: 'seven' });
    await reviveDeadJob(engine.sql, dead!);
    engine.wakeups.wake('jobs');
    await engine.inState('dead');
    expect(
      (await engine.rows<{ last_error: string }>('select last_error from jobs'))[0]!.last_error,
    ).toContain('n');
  });

  it('is the only one that can be edited or revived', async () => {
    await engine.enqueue({});
    const [living] = await engine.rows<{ id: bigint }>('select id from jobs');
    await expect(editDeadJob(engine.sql, living!.id, { n: 2 })).rejects.toMatchObject({
      code: 'job.not_dead',
    });
    expect(await reviveDeadJob(engine.sql, living!.id)).toBe(false);
    expect(await reviveDeadJob(engine.sql, 0n)).toBe(false);
    expect(await engine.rows('select payload from jobs')).toEqual([{ payload: { n: 1 } }]);
  });

  it('runs one at a time with the others of its concurrency key when it is revived', async () => {
    const running = new Set<number>();
    let overlaps = 0;
    await engine.enqueue(...[1, 2, 3].map((n) => ({ payload: { n }, concurrencyKey: 'car:1' })));
    await die();
    await engine.enqueue(...[4, 5].map((n) => ({ payload: { n }, concurrencyKey: 'car:1' })));
    expect(await reviveDeadJobs(engine.sql, {})).toBe(3);
    engine.startWorker([
      job(async ({ payload }) => {
        running.add(payload.n);
        if (running.size > 1) overlaps++;
        await engine.rows('select 1');
        running.delete(payload.n);
      }),
    ]);
    await engine.finished(5);
    expect(overlaps).toBe(0);
  });
});

describe('all dead jobs', () => {
  it('of one kind are revived, more than one statement takes, and those of others are not', async () => {
    await engine.enqueue(...Array.from({ length: 2_300 }, () => ({})), { kind: 'polish' });
    await die();
    expect(await reviveDeadJobs(engine.sql, { kind: 'wash' })).toBe(2_300);
    expect(await engine.rows('select kind, state, count(*)::int from jobs group by 1, 2 order by 1')).toEqual(
      [
        { kind: 'polish', state: 'dead', count: 1 },
        { kind: 'wash', state: 'ready', count: 2_300 },
      ],
    );
    expect(await reviveDeadJobs(engine.sql, {})).toBe(1);
    expect(await reviveDeadJobs(engine.sql, {})).toBe(0);
  });

  it('are revived but those whose dedupe key is in use; of several with one key the newest', async () => {
    for (const n of [1, 2, 3]) {
      await engine.enqueue({ payload: { n }, dedupeKey: 'car:1' });
      await die();
    }
    await engine.enqueue({ payload: { n: 4 }, dedupeKey: 'car:2' });
    await die();
    await engine.enqueue({ payload: { n: 5 }, dedupeKey: 'car:2' });
    expect(await reviveDeadJobs(engine.sql, {})).toBe(1);
    expect(await engine.rows(`select (payload->>'n')::int as n, state from jobs order by 1`)).toEqual([
      { n: 1, state: 'dead' },
      { n: 2, state: 'dead' },
      { n: 3, state: 'ready' },
      { n: 4, state: 'dead' },
      { n: 5, state: 'ready' },
    ]);
    const [first, , fourth] = await deadJobs();
    expect(await reviveDeadJob(engine.sql, first!)).toBe(false);
    expect(await reviveDeadJob(engine.sql, fourth!)).toBe(false);
  });
});

async function deadJobs(): Promise<bigint[]> {
  return (await engine.rows<{ id: bigint }>(`select id from jobs where state = 'dead' order by id`)).map(
    (row) => row.id,
  );
}

/** What is there has failed for good. */
async function die(): Promise<void> {
  await engine.rows(`update jobs set state = 'dead', attempts = 3, last_error = 'no water'`);
}
