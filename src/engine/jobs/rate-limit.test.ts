import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { job, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { createClaims } from './claims.js';
import { pauseKind } from './control.js';
import type { RateLimit } from './job.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
  // When each claim was, by the clock of the database that counts them.
  await engine.rows(`create table claims (at timestamptz)`);
  await engine.rows(`create function note_claim() returns trigger language plpgsql as
                     $$ begin insert into claims values (now()); return null; end $$`);
  await engine.rows(`create trigger noted after update on jobs for each row
                     when (new.state = 'running' and old.state <> 'running') execute function note_claim()`);
});
afterEach(async () => {
  await engine.clear();
  await engine.rows('truncate claims');
});
afterAll(() => engine.close());

describe('a kind with a rate limit', () => {
  const limit = { jobs: 10, perMs: 400, burst: 3 };

  it('begins no more jobs in any window than allowed, over two processes, without anybody polling', async () => {
    const limited = job(undefined, { rateLimit: limit });
    const other = await engine.openProcess();
    await engine.enqueue(...Array.from({ length: 24 }, (_, n) => ({ payload: { n } })));
    engine.startWorker([limited]);
    other.startWorker([limited], { name: 'other' });
    await engine.finished(24);
    expect(most(await begins(), limit.perMs)).toBeLessThanOrEqual(limit.jobs + limit.burst);
  });

  it('begins a burst at once after a quiet time, and no larger one', async () => {
    await engine.enqueue(...Array.from({ length: 10 }, (_, n) => ({ payload: { n } })));
    const claims = claimsOf({ ...limit, perMs: 36_000_000 });
    expect((await claims.claim(10)).jobs).toHaveLength(limit.burst);
    expect((await claims.claim(10)).jobs).toEqual([]);
    await engine.rows(`update job_kinds set rate_at = now() - interval '1 year'`);
    expect((await claims.claim(10)).jobs).toHaveLength(limit.burst);
    expect((await claims.claim(10)).jobs).toEqual([]);
  });

  it('is kept to it however its interval is rounded', async () => {
    const count = 400;
    const tight = { jobs: 700, perMs: 1_000 };
    await engine.enqueue(...Array.from({ length: count }, (_, n) => ({ payload: { n } })));
    const claims = [claimsOf(tight), claimsOf(tight)];
    let left = count;
    await Promise.all(
      claims.map(async (one) => {
        while (left > 0) {
          const { jobs } = await one.claim(5);
          left -= jobs.length;
        }
      }),
    );
    const times = await begins();
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(((count - 1) * tight.perMs) / tight.jobs - 2);
  });

  it('does not slow down kinds without one', async () => {
    const limited = job(undefined, { rateLimit: { jobs: 1, perMs: 3_600_000 } });
    await engine.enqueue(...Array.from({ length: 10 }, () => ({ priority: 1 })));
    await engine.enqueue(...Array.from({ length: 10 }, () => ({ kind: 'polish', priority: 9 })));
    engine.startWorker([limited, job(undefined, { kind: 'polish' })], { concurrency: 2 });
    await engine.finished(11);
    expect(await engine.rows('select distinct kind, state from jobs')).toEqual([
      { kind: 'wash', state: 'ready' },
    ]);
  });

  it('can be paused, too', async () => {
    await engine.enqueue({}, {});
    const claims = claimsOf({ jobs: 1_000, perMs: 1, burst: 10 });
    await pauseKind(engine.sql, 'wash', null);
    expect((await claims.claim(10)).jobs).toEqual([]);
  });
});

function claimsOf(rateLimit: RateLimit): ReturnType<typeof createClaims> {
  return createClaims(engine.sql, [job(undefined, { rateLimit })], { name: 'worker', leaseMs: 60_000 });
}

/** milliseconds */
async function begins(): Promise<number[]> {
  const rows = await engine.rows<{ at: number }>(
    'select extract(epoch from at)::float8 * 1000 as at from claims order by at',
  );
  return rows.map((row) => row.at);
}

/** The greatest number of them within any window of so many milliseconds. */
function most(times: number[], windowMs: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));
}
