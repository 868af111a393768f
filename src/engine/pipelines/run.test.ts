import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { BranchlineError } from '../../kernel/errors.js';
import { createLog } from '../../platform/log/index.js';
import { createPool } from '../../platform/postgres/index.js';
import { createPrisma, type PrismaClient } from '../../platform/prisma/index.js';
import { sqlOfPool } from '../../platform/sql/index.js';
import { createJobMetrics, createWorkshop, Worker, type Workshop } from '../jobs/index.js';
import { Wakeups } from '../wakeups/index.js';
import { compileRoute, type CompiledRoute } from './language.js';
import { createStepJob, startRun, type FinishedRun, type Tool } from './run.js';

const log = createLog('silent');
let database: TestDatabase;
let pool: Pool;
let prisma: PrismaClient;
let wakeups: Wakeups;
let workshop: Workshop;
let worker: Worker | undefined;
let finished: FinishedRun[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 20, applicationName: 'test', log });
  prisma = createPrisma(pool);
  wakeups = new Wakeups({ pool, url: database.url, log });
  workshop = createWorkshop({ prisma, wakeups });
});

afterEach(async () => {
  await worker?.stop(5_000);
  finished = [];
  await pool.query('truncate jobs, finished_jobs, job_attempts, runs, run_steps, effects');
});

afterAll(async () => {
  await wakeups.stop();
  await prisma.$disconnect();
  await pool.end();
  await database.drop();
});

const TOOLS = new Set(['agents.booking', 'agents.readiness', 'agents.cash']);

const route = compileRoute(
  `
name: handover
on: [booking.issued]
pipeline:
  - parallel:
      - { id: booking, uses: agents.booking }
      - { id: readiness, uses: agents.readiness }
  - { id: cash, uses: agents.cash }
`,
  'handover.yaml',
  TOOLS,
);

/** Works on the steps with these tools; those that are not given answer their name. */
function startWorker(given: Record<string, Tool['run']> = {}): void {
  const tools = [...TOOLS].map((name): [string, Tool] => [
    name,
    { name, run: given[name] ?? (async () => [name]) },
  ]);
  const stepJob = createStepJob({
    prisma,
    tools: new Map(tools),
    onFinished: async (run, work) => {
      finished.push(run);
      await work.emit({ lane: 'a', channel: 'test', kind: 'card', payload: run.runId, correlationId: 'c1' });
    },
  });
  worker = new Worker(
    {
      sql: sqlOfPool(pool),
      workshop,
      wakeups,
      log,
      metrics: createJobMetrics(new Registry()),
      definitions: [stepJob],
    },
    { name: 'worker', concurrency: 5, leaseMs: 60_000, pollMs: 1_000 },
  );
  worker.start();
}

async function start(eventId: string = randomUUID(), of: CompiledRoute = route): Promise<string> {
  await workshop.transact((work) => startRun(work, of, { id: eventId, correlationId: 'c1' }));
  return eventId;
}

function stepStates(): Promise<{ step: string; state: string }[]> {
  return prisma.runStep.findMany({ select: { step: true, state: true }, orderBy: { step: 'asc' } });
}

async function ended(): Promise<void> {
  await eventually(
    async () => (await prisma.run.count({ where: { state: 'running' } })) === 0,
    'every run has ended',
  );
}

describe('a run', () => {
  it('uses the tools of a stage side by side, and those of the next one when all of them are done', async () => {
    const begun: string[] = [];
    let finishReadiness: () => void = () => undefined;
    const readiness = new Promise<void>((resolve) => {
      finishReadiness = resolve;
    });
    const eventId = await start();
    startWorker({
      'agents.booking': async (input) => {
        begun.push(`booking ${input.eventId} ${input.correlationId}`);
        return ['posted'];
      },
      'agents.readiness': async () => {
        begun.push('readiness');
        await readiness;
        return ['ready'];
      },
      'agents.cash': async () => {
        begun.push('cash');
        return ['counted'];
      },
    });
    await eventually(
      async () => (await prisma.runStep.count({ where: { state: 'done' } })) === 1 && begun.length === 2,
      'one is done and the other has begun',
    );
    expect(begun.sort()).toEqual([`booking ${eventId} c1`, 'readiness']);
    expect(await stepStates()).toEqual([
      { step: 'booking', state: 'done' },
      { step: 'cash', state: 'pending' },
      { step: 'readiness', state: 'pending' },
    ]);
    expect(await prisma.job.count({ where: { payload: { path: ['step'], equals: 'cash' } } })).toBe(0);

    finishReadiness();
    await ended();
    expect(begun.at(-1)).toBe('cash');
    expect(finished).toMatchObject([
      {
        route: 'handover',
        eventId,
        correlationId: 'c1',
        outputs: [
          { step: 'booking', output: ['posted'] },
          { step: 'readiness', output: ['ready'] },
          { step: 'cash', output: ['counted'] },
        ],
        failed: [],
      },
    ]);
    expect(await prisma.run.findMany({ select: { state: true, version: true } })).toEqual([
      { state: 'done', version: route.version },
    ]);
  });

  it('ends once, together with what its end causes, when its last steps end at the same time', async () => {
    const twoAtTheEnd = compileRoute(
      `
name: two-at-the-end
on: [booking.issued]
pipeline:
  - parallel:
      - { id: booking, uses: agents.booking }
      - { id: cash, uses: agents.cash }
`,
      'two-at-the-end.yaml',
      TOOLS,
    );
    startWorker({
      'agents.cash': () => Promise.reject(new BranchlineError('cash.closed', { retryable: false })),
    });
    for (let n = 0; n < 10; n++) await start(randomUUID(), twoAtTheEnd);
    await ended();
    expect(finished).toHaveLength(10);
    expect(await prisma.effect.count()).toBe(10);
    expect(await prisma.run.count({ where: { state: 'failed' } })).toBe(10);
  });

  it('goes on without a step that failed for good, and says what failed', async () => {
    startWorker({
      'agents.booking': () =>
        Promise.reject(new BranchlineError('rentprog.forbidden', { retryable: false, message: 'no access' })),
    });
    await start();
    await ended();
    expect(finished).toMatchObject([
      {
        outputs: [
          { step: 'readiness', output: ['agents.readiness'] },
          { step: 'cash', output: ['agents.cash'] },
        ],
        failed: [{ step: 'booking', error: 'no access' }],
      },
    ]);
    expect(await prisma.run.findMany({ select: { state: true } })).toEqual([{ state: 'failed' }]);
    expect(await prisma.job.findMany({ select: { state: true, lastError: true } })).toEqual([
      { state: 'dead', lastError: 'no access' },
    ]);
  });

  it('says of a tool that is there no more that it is missing', async () => {
    const tools = new Set(['agents.gone']);
    const gone = compileRoute(
      '{ name: gone, on: [x], pipeline: [{ id: a, uses: agents.gone }] }',
      'gone.yaml',
      tools,
    );
    startWorker();
    await start(randomUUID(), gone);
    await ended();
    expect(finished).toMatchObject([
      { outputs: [], failed: [{ step: 'a', error: 'there is no tool agents.gone' }] },
    ]);
  });

  it('is one run however often it is started for the event, and one for each event', async () => {
    const eventId = randomUUID();
    // Of two at the very same time one may be refused: the job that starts it is tried again.
    await Promise.allSettled([start(eventId), start(eventId)]);
    await start(eventId);
    await start();
    startWorker();
    await ended();
    await start(eventId);
    expect(await prisma.run.count({ where: { eventId } })).toBe(1);
    expect(await prisma.run.count()).toBe(2);
    expect(await prisma.job.count()).toBe(0);
    expect(finished).toHaveLength(2);
  });
});

describe('a route that cannot be used', () => {
  const tools = new Set(['agents.booking']);
  const step = '{ id: a, uses: agents.booking }';

  it.each([
    [
      'an unknown tool',
      `{ name: r, on: [x], pipeline: [{ id: a, uses: agents.bokking }] }`,
      'step a: there is no tool agents.bokking',
    ],
    [
      'one id for two steps',
      `{ name: r, on: [x], pipeline: [${step}, { parallel: [${step}] }] }`,
      'step a: the id is used twice',
    ],
    [
      'a word that is not of the language',
      `{ name: r, on: [x], pipeline: [${step}], retries: 3 }`,
      'retries',
    ],
    ['no steps', `{ name: r, on: [x], pipeline: [] }`, 'pipeline'],
    ['no events that start it', `{ name: r, pipeline: [${step}] }`, 'on'],
    ['text that is no YAML', `{ name: r, on: [x`, 'YAML'],
  ])('names its file and the fault: %s', (_fault, text, named) => {
    const compile = (): unknown => compileRoute(text, 'broken.yaml', tools);
    expect(compile).toThrow(expect.objectContaining({ code: 'pipeline.invalid', retryable: false }) as Error);
    expect(compile).toThrow('broken.yaml: ');
    expect(compile).toThrow(named);
  });
});
