import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openJobEngine, type JobEngine } from '../support/jobs.js';
import { jobCommands } from './job-commands.js';
import { JobWorld } from './job-world.js';

/** For a long search by hand: PROPERTY_RUNS=2000 PROPERTY_SEED=7 PROPERTY_SECONDS=900. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);
const SEED = Number(process.env['PROPERTY_SEED'] ?? 20_261_121);
const SECONDS = Number(process.env['PROPERTY_SECONDS'] ?? 20);
const COMMANDS = 60;

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterAll(() => engine.close());

describe('jobs, whatever is done to them by whom and in whichever order', () => {
  it(
    'are neither lost nor doubled, run one at a time per key and are settled by their current attempt only',
    { timeout: (SECONDS + 100) * 1_000 },
    async () => {
      const until = performance.now() + SECONDS * 1_000;
      const property = fc.asyncProperty(jobCommands(COMMANDS), async (commands) => {
        // A slow machine tries fewer of the same cases.
        if (performance.now() > until) return;
        await engine.clear();
        const world = new JobWorld(engine);
        await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
        await world.drain();
      });
      await fc.assert(property, { seed: SEED, numRuns: RUNS });
    },
  );
});
