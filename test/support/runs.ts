import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AnyJobDefinition, Worker } from '../../src/engine/jobs/index.js';
import {
  compilePipeline,
  createRunJobs,
  defineTool,
  startRun,
  timeline,
  type AnyTool,
  type FinishedRun,
  type NewRun,
  type Timeline,
  type ToolContext,
  type ToolResult,
} from '../../src/engine/pipelines/index.js';
import type { Prisma } from '../../src/platform/prisma/index.js';
import { createLog } from '../../src/platform/log/index.js';
import { eventually } from './eventually.js';
import { openJobEngine, type JobEngine, type JobProcess } from './jobs.js';

/** What a tool of a test does with its input. */
export type Use = (input: Record<string, unknown>, context: ToolContext) => unknown;

export interface Runs {
  engine: JobEngine;
  /** Runs that have ended since the last `clear`, in the order of their ends. */
  ended: FinishedRun[];
  /** What steps waited for whose run was ended from outside. */
  withdrawn: string[];
  /** Each call of a tool since the last `clear`: its name, its step and what it was given. */
  calls: { tool: string; step: string; input: Record<string, unknown> }[];
  tools: Map<string, AnyTool>;
  /** What the tool `name` does from now on; before that it answers `{}`. */
  tool(name: string, use: Use): void;
  jobs(): AnyJobDefinition[];
  work(options?: Parameters<JobProcess['startWorker']>[1], process?: JobProcess): Worker;
  /** Starts a run of this pipeline, given as YAML or as an object; answers its id. */
  start(pipeline: unknown, run?: Partial<NewRun>): Promise<string>;
  timeline(runId: string): Promise<Timeline>;
  /** The states of the run's steps by their names, in the order of the plan. */
  states(runId: string): Promise<Record<string, string>>;
  state(runId: string): Promise<string>;
  inState(runId: string, state: string, withinMs?: number): Promise<void>;
  stepInState(runId: string, step: string, state: string): Promise<void>;
  task(facts?: Partial<Prisma.TaskCreateInput>): Promise<string>;
  clear(): Promise<void>;
}

/** Everything that runs go through, on a database of its own. Tools are `test.a` to `test.f` and `test.notify`. */
export async function openRuns(): Promise<Runs> {
  const engine = await openJobEngine();
  const uses = new Map<string, Use>();
  const ended: FinishedRun[] = [];
  const withdrawn: string[] = [];
  const calls: Runs['calls'] = [];
  const tools = new Map(
    ['test.a', 'test.b', 'test.c', 'test.d', 'test.e', 'test.f', 'test.notify'].map(
      (name): [string, AnyTool] => [
        name,
        defineTool({
          name,
          description: name,
          input: z.record(z.string(), z.unknown()),
          output: z.unknown(),
          changes: true,
          async run(input, context): Promise<ToolResult> {
            calls.push({ tool: name, step: context.step, input });
            const result = await uses.get(name)?.(input, context);
            return isResult(result) ? result : { output: (result ?? {}) as Prisma.InputJsonValue };
          },
        }),
      ],
    ),
  );

  function jobs(): AnyJobDefinition[] {
    return createRunJobs({
      sql: engine.sql,
      log: createLog('silent'),
      tools,
      retryMs: 20,
      onFinished: async (run, work) => {
        ended.push(run);
        await work.emit({
          lane: 'a',
          channel: 'test',
          kind: 'card',
          payload: run.runId,
          correlationId: 'c1',
        });
      },
      onWithdrawn: (waits) => {
        withdrawn.push(...waits);
        return Promise.resolve();
      },
    });
  }

  async function theTimeline(runId: string): Promise<Timeline> {
    const found = await timeline(engine, runId);
    if (found === null) throw new Error(`there is no run ${runId}`);
    return found;
  }

  async function states(runId: string): Promise<Record<string, string>> {
    return Object.fromEntries((await theTimeline(runId)).steps.map(({ step, state }) => [step, state]));
  }

  async function state(runId: string): Promise<string> {
    return (await engine.prisma.run.findUniqueOrThrow({ where: { id: runId } })).state;
  }

  return {
    ...{ engine, ended, withdrawn, calls, tools, jobs, timeline: theTimeline, states, state },
    tool: (name, use) => void uses.set(name, use),
    work: (options = {}, process = engine) => process.startWorker(jobs(), options),
    async start(pipeline, run = {}) {
      const plan = compilePipeline(pipeline, tools);
      const started = await engine.workshop.transact((work) =>
        startRun(work, {
          ...{ route: 'r', version: '1', plan, cause: 'event', correlationId: 'c1', eventId: randomUUID() },
          ...run,
        }),
      );
      if (started === null) throw new Error('the run was there already');
      return started.id;
    },
    inState: (runId, wanted, withinMs) =>
      eventually(async () => (await state(runId)) === wanted, `the run is ${wanted}`, withinMs),
    stepInState: (runId, step, wanted) =>
      eventually(async () => (await states(runId))[step] === wanted, `${step} is ${wanted}`),
    async task(facts = {}) {
      const { id } = await engine.prisma.task.create({
        data: {
          ...{ title: 'A task', createdBy: 'agent:1', scheduleKind: 'cron', scheduleExpr: '0 9 * * *' },
          ...{ timezone: 'Asia/Tbilisi', anchor: '2026-01-01T00:00:00', version: 1, ...facts },
        },
      });
      return id;
    },
    async clear() {
      await engine.clear();
      await engine.rows('truncate runs, run_steps, tasks, task_versions');
      uses.clear();
      ended.splice(0);
      withdrawn.splice(0);
      calls.splice(0);
    },
  };
}

function isResult(value: unknown): value is ToolResult {
  return typeof value === 'object' && value !== null && ('waitUntil' in value || 'write' in value);
}
