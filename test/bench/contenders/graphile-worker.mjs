import { Logger, makeWorkerUtils, runMigrations, runTaskList } from 'graphile-worker';
import pg from 'pg';

export const name = 'graphile-worker';

const LOAD_AT_ONCE = 2_000;

/** See the README: what was tried and why these are its best. */
const settings = {
  throughput: { localQueue: { size: 2_000 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
  latency: {},
};

const logger = new Logger(() => (level, message) => {
  if (level === 'error') process.stderr.write(`graphile-worker: ${message}\n`);
});

export async function prepare(url) {
  const pool = openPool(url, 2);
  await runMigrations({ pgPool: pool, logger });
  await pool.end();
}

function openPool(url, max) {
  const pool = new pg.Pool({ connectionString: url, max });
  const tell = (error) => process.stderr.write(`graphile-worker: ${error.message}\n`);
  pool.on('error', tell);
  pool.on('connect', (client) => client.on('error', tell));
  return pool;
}

/** @param {{ concurrency: number, aim: keyof typeof settings }} options */
export async function open(url, { concurrency, aim }) {
  // One connection listens.
  const pool = openPool(url, concurrency + 2);
  const utils = await makeWorkerUtils({ pgPool: pool, logger });
  let workers;
  return {
    async load(count, payloadOf, keyOf) {
      for (let start = 0; start < count; start += LOAD_AT_ONCE) {
        const numbers = Array.from(
          { length: Math.min(LOAD_AT_ONCE, count - start) },
          (_, nth) => start + nth,
        );
        await utils.addJobs(
          numbers.map((number) => ({
            identifier: 'bench',
            payload: payloadOf(number),
            ...(keyOf !== undefined && { queueName: keyOf(number) }),
          })),
        );
      }
    },
    async enqueue(payload) {
      await utils.addJob('bench', payload);
    },
    async start(handle) {
      const preset = { worker: { concurrentJobs: concurrency, ...settings[aim] } };
      workers = runTaskList({ preset, pgPool: pool, logger, noHandleSignals: true }, { bench: handle }, pool);
    },
    async isEmpty() {
      const { rows } = await pool.query(
        'select not exists (select 1 from graphile_worker._private_jobs) as empty',
      );
      return rows[0].empty;
    },
    async stop() {
      await workers?.gracefulShutdown();
    },
    async close() {
      await utils.release();
      await pool.end();
    },
  };
}
