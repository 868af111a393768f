/**
 * A child of the campaign that works with the engine directly: it runs jobs and groups of consumers that write down what
 * they did, and does to jobs and groups what operators do. Killed and started again as the product's processes are.
 */
import { EventConsumer, settleEpoch } from '../../../src/engine/events/index.js';
import { createJobMetrics, createWorkshop, ENGINE_SETTINGS, Worker } from '../../../src/engine/jobs/index.js';
import { Wakeups } from '../../../src/engine/wakeups/index.js';
import { newCorrelationId } from '../../../src/kernel/ids.js';
import { createLog } from '../../../src/platform/log/index.js';
import { createRegistry } from '../../../src/platform/metrics/index.js';
import { createPool } from '../../../src/platform/postgres/index.js';
import { createPrisma } from '../../../src/platform/prisma/index.js';
import { sqlOfPool } from '../../../src/platform/sql/index.js';
import { pause } from '../pause.js';
import { createRandom } from '../random.js';
import { probeConsumers } from './consumers.js';
import { probeJobs } from './jobs.js';
import { operatorActions, tidyUp, type OperatorDeps } from './operator.js';

const url = process.env['DATABASE_URL'] ?? '';
// Each life draws differently; what a life does is decided by when it was begun, too.
const random = createRandom(Number(process.env['CHAOS_SEED']) + process.pid);
/** Between two things that an operator does. */
const PACE_MS = { least: 50, most: 500 };
const log = createLog('info');
const stopping = new AbortController();

const pool = createPool({ url, max: 12, applicationName: 'branchline probe', log });
const enginePool = createPool({
  url,
  max: 6,
  applicationName: 'branchline probe engine',
  settings: ENGINE_SETTINGS,
  log,
});
const prisma = createPrisma(pool);
const sql = sqlOfPool(pool);
await settleEpoch(sql);
const wakeups = new Wakeups({ pool, url, log });
const workshop = createWorkshop({ prisma, wakeups });
const consumers = probeConsumers();
const running = consumers.map(
  (definition) =>
    new EventConsumer({ sql, transactions: workshop, wakeups, log }, definition, { pollMs: 500 }),
);
const worker = new Worker(
  {
    ...{ sql: sqlOfPool(enginePool), workshop, wakeups, log },
    metrics: createJobMetrics(createRegistry()),
    definitions: probeJobs(),
  },
  { name: `${process.pid}-${newCorrelationId()}`, concurrency: 6, leaseMs: 10_000, pollMs: 500 },
);

await wakeups.listen();
worker.start();
for (const consumer of running) await consumer.start();
const operating = operate({
  ...{ sql, workshop, wakeups, consumers, random, log },
  rows: async <Row>(text: string, values: unknown[] = []) => (await pool.query(text, values)).rows as Row[],
});
process.once('SIGTERM', () => {
  void stop().then(() => process.exit(0));
});
log.info('started');

async function operate(deps: OperatorDeps): Promise<void> {
  const actions = operatorActions(deps);
  while (!stopping.signal.aborted) {
    try {
      const calm = (await deps.rows('select 1 from chaos_calm limit 1')).length > 0;
      if (calm) await tidyUp(deps);
      else await random.of(Object.values(actions))();
    } catch (error) {
      log.warn({ err: error }, 'an operator was hindered');
    }
    await pause(random.between(PACE_MS.least, PACE_MS.most), stopping.signal);
  }
}

async function stop(): Promise<void> {
  stopping.abort();
  await operating;
  await worker.stop(5_000);
  await Promise.all(running.map((consumer) => consumer.stop()));
  await wakeups.stop();
  await prisma.$disconnect();
  await Promise.all([pool.end(), enginePool.end()]);
}
