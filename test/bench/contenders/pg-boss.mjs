import pg from 'pg';
import { PgBoss } from 'pg-boss';

export const name = 'pg-boss';

/** A NOTIFY for every job makes storing them slow, so only where latency counts the queue has it. */
const QUEUES = { throughput: 'bench', latency: 'bench-notified' };
const LOAD_AT_ONCE = 2_000;

/** See the README: what was tried and why these are its best. */
const settings = {
  throughput: () => ({ batchSize: 2_000, burstWhenBatchFull: true, localConcurrency: 2 }),
  latency: (concurrency) => ({ localConcurrency: concurrency }),
};

export async function prepare(url) {
  const boss = await startBoss(url, 2);
  for (const [aim, queue] of Object.entries(QUEUES))
    // A table of its own.
    await boss.createQueue(queue, { partition: true, notify: aim === 'latency' });
  await boss.stop({ graceful: false });
}

async function startBoss(url, max) {
  const boss = new PgBoss({ connectionString: url, max, schedule: false, useListenNotify: true });
  boss.on('error', (error) => process.stderr.write(`pg-boss: ${error.message}\n`));
  await boss.start();
  return boss;
}

/** @param {{ concurrency: number, aim: keyof typeof settings }} options */
export async function open(url, { concurrency, aim }) {
  const queue = QUEUES[aim];
  const boss = await startBoss(url, concurrency + 2);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    async load(count, payloadOf) {
      for (let start = 0; start < count; start += LOAD_AT_ONCE) {
        const numbers = Array.from(
          { length: Math.min(LOAD_AT_ONCE, count - start) },
          (_, nth) => start + nth,
        );
        await boss.insert(
          queue,
          numbers.map((number) => ({ data: payloadOf(number) })),
        );
      }
    },
    async enqueue(payload) {
      await boss.send(queue, payload);
    },
    async start(handle) {
      const options = {
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 0.5,
        ...settings[aim](concurrency),
      };
      await boss.work(queue, options, (jobs) => Promise.all(jobs.map((job) => handle(job.data))));
    },
    async isEmpty() {
      const { rows } = await client.query(
        `select not exists (select 1 from pgboss.job where name = $1 and state < 'completed') as empty`,
        [queue],
      );
      return rows[0].empty;
    },
    async stop() {
      await boss.offWork(queue);
    },
    async close() {
      await boss.stop({ graceful: false });
      await client.end();
    },
  };
}
