import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openRuns, type Runs } from '../../../test/support/runs.js';
import { sqlOfPrisma } from '../../platform/sql/index.js';
import { look, markStep } from './end-step.js';

let runs: Runs;

beforeAll(async () => {
  runs = await openRuns();
});

afterEach(() => runs.clear());

afterAll(() => runs.engine.close());

it.each([
  { state: 'done', output: 7 },
  { state: 'failed', error: 'it rains' },
  { state: 'running', input: [1, 2] },
] as const)('tells of the end of a step (%j) just what a look at the run tells', async (mark) => {
  const id = await runs.start({
    pipeline: [
      { id: 'a', uses: 'test.a' },
      { id: 'b', uses: 'test.b' },
    ],
  });
  await runs.engine.workshop.transact(async ({ tx }) => {
    const sql = sqlOfPrisma(tx);
    const standing = await markStep(sql, id, 'a', ['running'], mark);
    expect(standing?.steps).toMatchObject([{ step: 'a', state: mark.state }]);
    expect(standing).toEqual(await look(sql, id));
  });
});
