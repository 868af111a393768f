import { z } from 'zod';
import { BranchlineError } from '../../kernel/errors.js';
import type { Prisma, PrismaClient, Run } from '../../platform/prisma/index.js';
import { defineJob, type AnyJobDefinition } from '../jobs/index.js';
import type { Work } from '../jobs/index.js';
import { Plan, type CompiledRoute } from './language.js';

const RUN_STEP = 'run.step';

/** Something a step can use. Its output is kept as JSON in the run. */
export interface Tool {
  name: string;
  run(input: { eventId: string; correlationId: string; signal: AbortSignal }): Promise<Prisma.InputJsonValue>;
}

export interface FinishedRun {
  runId: string;
  route: string;
  eventId: string;
  correlationId: string;
  /** Outputs of the steps that ended well, in the order of the plan. */
  outputs: { step: string; output: unknown }[];
  failed: { step: string; error: string }[];
}

/** Starts the run of a route for an event, once: a second call for the same pair changes nothing. */
export async function startRun(
  work: Work,
  route: CompiledRoute,
  event: { id: string; correlationId: string },
): Promise<void> {
  const known = await work.tx.run.findUnique({
    where: { eventId_route: { eventId: event.id, route: route.name } },
  });
  if (known !== null) return;
  const run = await work.tx.run.create({
    data: {
      route: route.name,
      version: route.version,
      eventId: event.id,
      correlationId: event.correlationId,
      state: 'running',
      plan: route.plan,
      steps: {
        create: route.plan.stages.flatMap((steps, stage) =>
          steps.map((step) => ({ step: step.id, uses: step.uses, stage, state: 'pending' })),
        ),
      },
    },
  });
  await startStage(work, run, 0);
}

async function startStage(work: Work, run: Run, stage: number): Promise<void> {
  const steps = Plan.parse(run.plan).stages[stage] ?? [];
  await work.enqueue(
    ...steps.map((step) => ({
      kind: RUN_STEP,
      payload: { step: step.id },
      correlationId: run.correlationId,
      eventId: run.eventId,
      runId: run.id,
      dedupeKey: `${run.id}:${step.id}`,
    })),
  );
}

/**
 * The job of one step: uses the tool, stores its output, and, when it was the last of its stage, starts the next
 * one or ends the run. A step that fails for good does not hold up the others: the run ends with what there is and
 * says what failed.
 */
export function createStepJob(deps: {
  prisma: PrismaClient;
  tools: ReadonlyMap<string, Tool>;
  /** Called in the transaction in which the run ends. */
  onFinished: (run: FinishedRun, work: Work) => Promise<void>;
}): AnyJobDefinition {
  return defineJob({
    kind: RUN_STEP,
    payload: z.object({ step: z.string() }),
    maxAttempts: 6,
    timeoutMs: 60_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 1_000, maxMs: 120_000 },
    async handle(job, { signal, commit }) {
      if (job.runId === null) throw new BranchlineError('run.unknown', { retryable: false });
      const where = { runId_step: { runId: job.runId, step: job.payload.step } };
      const step = await deps.prisma.runStep.findUniqueOrThrow({ where, include: { run: true } });
      const tool = deps.tools.get(step.uses);
      if (tool === undefined)
        throw new BranchlineError('run.no_such_tool', {
          retryable: false,
          message: `there is no tool ${step.uses}`,
        });
      const startedAt = new Date();
      const output = await tool.run({ eventId: step.run.eventId, correlationId: job.correlationId, signal });
      await commit(async (work) => {
        await endStep(work, job.runId, job.payload.step, { state: 'done', output, startedAt });
        await advance(work, job.runId, deps.onFinished);
      });
    },
    async onDead(job, error, work) {
      await endStep(work, job.runId, job.payload.step, { state: 'failed', error });
      await advance(work, job.runId, deps.onFinished);
    },
  });
}

async function endStep(
  work: Work,
  runId: string | null,
  step: string,
  data: Prisma.RunStepUpdateInput,
): Promise<void> {
  // The run's row is the lock: of two steps that end at once the second sees the first.
  await work.tx.$queryRaw`select id from runs where id = ${runId}::uuid for update`;
  await work.tx.runStep.update({
    where: { runId_step: { runId: runId ?? '', step } },
    data: { ...data, finishedAt: new Date() },
  });
}

async function advance(
  work: Work,
  runId: string | null,
  onFinished: (run: FinishedRun, work: Work) => Promise<void>,
): Promise<void> {
  const run = await work.tx.run.findUniqueOrThrow({ where: { id: runId ?? '' }, include: { steps: true } });
  const pending = run.steps.filter((step) => step.state === 'pending');
  const current = Math.min(...run.steps.filter((step) => step.state === 'pending').map((step) => step.stage));
  const ended = Math.max(...run.steps.filter((step) => step.state !== 'pending').map((step) => step.stage));
  if (pending.length > 0) {
    // A new stage is due when nothing of the stage that just ended is left.
    if (current > ended) await startStage(work, run, current);
    return;
  }
  const order = Plan.parse(run.plan)
    .stages.flat()
    .map((step) => step.id);
  const steps = order.flatMap((id) => run.steps.filter((step) => step.step === id));
  const failed = steps.filter((step) => step.state === 'failed');
  await work.tx.run.update({
    where: { id: run.id },
    data: { state: failed.length === 0 ? 'done' : 'failed', finishedAt: new Date() },
  });
  await onFinished(
    {
      runId: run.id,
      route: run.route,
      eventId: run.eventId,
      correlationId: run.correlationId,
      outputs: steps
        .filter((step) => step.state === 'done')
        .map((step) => ({ step: step.step, output: step.output })),
      failed: failed.map((step) => ({ step: step.step, error: step.error ?? '' })),
    },
    work,
  );
}
