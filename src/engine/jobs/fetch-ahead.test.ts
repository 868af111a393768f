import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gate, job, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';

describe('a slow job among quick ones', () => {
  let engine: JobEngine;

  beforeAll(async () => {
    engine = await openJobEngine();
  });
  afterEach(() => engine.clear());
  afterAll(() => engine.close());

  it('does not strand what was fetched ahead: another worker takes it, and that was no attempt', async () => {
    const [reached, opened] = [gate(), gate()];
    const slowOne = job(async ({ payload }) => {
      if (payload.n !== 30) return;
      reached.open();
      await opened.opened;
    });
    await engine.enqueue(...Array.from({ length: 90 }, (_, n) => ({ payload: { n } })));
    let givenBack = 0;
    const counting: typeof engine.sql = {
      rows: (...call) => {
        if (call[0].name === 'give-back') givenBack++;
        return engine.sql.rows(...call);
      },
    };
    engine.startWorker([slowOne], { concurrency: 1, name: 'slow' }, counting);
    await reached.opened;
    const other = await engine.openProcess();
    other.startWorker([slowOne], { name: 'other' });
    await engine.finished(89);
    expect(
      await engine.rows(
        `select distinct worker from finished_jobs where (payload->>'n')::int > 40 order by 1`,
      ),
    ).toEqual([{ worker: 'other' }]);
    expect(givenBack).toBeGreaterThan(0);
    opened.open();
    await engine.finished(90);
    expect(await engine.rows('select distinct attempts from finished_jobs')).toEqual([{ attempts: 1 }]);
    expect(await engine.rows('select 1 from job_attempts')).toEqual([]);
  });

  it('is not waited for by what its worker may fetch when it has ended', async () => {
    const opened = gate();
    await engine.enqueue(...Array.from({ length: 40 }, (_, n) => ({ payload: { n } })));
    engine.startWorker([job(({ payload }) => (payload.n === 20 ? opened.opened : Promise.resolve()))], {
      concurrency: 1,
    });
    await engine.inState('ready', 19);
    opened.open();
    await engine.finished(40);
  });
});
