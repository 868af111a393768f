import { z } from 'zod';
import { withdrawQuestions } from '../domain/approvals/index.js';
import { cancelRun, pauseRun, replayRun, replayRuns, resumeRun } from '../engine/pipelines/index.js';
import type { Run } from '../platform/prisma/index.js';
import { nameOfActor } from './actor.js';
import { makeChange, type Change } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { ApiFault, notFound } from './fault.js';
import { Operation, operation } from './operation.js';
import { Time } from './paging.js';
import { RunId, RunState } from './run-schema.js';
import { Json } from './json.js';

/** So many are replayed while one request waits. */
const MOST_REPLAYS = 200;
const Nothing = z.strictObject({}).nullish();
const Replayed = z.object({ id: z.guid(), replay_of: z.guid() });

/** What is done with runs. */
export function runControlRoutes(app: ZodApp, deps: RestDeps): void {
  const tags = ['runs'];
  const config = { scopes: ['tasks:update'] } as const;

  app.post(
    '/runs/:id/cancel',
    {
      config,
      schema: {
        tags,
        summary: 'End a run for good; what is under way is asked to stop',
        params: RunId,
        body: z.strictObject({ reason: z.string().max(500).nullish() }).nullish(),
        response: { 200: Operation },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async (change) => {
        const { work, actor, record } = change;
        const run = await runToChange(change, request.params.id);
        const reason = request.body?.reason ?? `cancelled by ${actor.name}`;
        const { isCancelled, isStopping, waits } = await cancelRun(work, run.id, reason);
        if (!isCancelled && run.state !== 'cancelled')
          throw new ApiFault(409, 'run.not_running', `the run is over: it is ${run.state}`);
        await withdrawQuestions(work, deps.questions, {
          ...{ waits, actor: nameOfActor(actor), correlationId: request.id },
        });
        if (isCancelled) await record('run.cancelled', `run:${run.id}`, { reason });
        const body = operation('the run is cancelled', { run_id: run.id, stopping: isStopping });
        return { status: 200, body, wake: isStopping ? ['jobs', 'cancellations'] : ['jobs'] };
      }),
  );

  const controls = [
    { name: 'pause', done: 'paused', act: pauseRun, summary: 'Begin no more steps until it is resumed' },
    { name: 'resume', done: 'resumed', act: resumeRun, summary: 'Let a paused run go on' },
  ];
  for (const { name, done, act, summary } of controls)
    app.post(
      `/runs/:id/${name}`,
      { config, schema: { tags, summary, params: RunId, body: Nothing, response: { 200: Operation } } },
      (request, reply) =>
        makeChange(deps, request, reply, async (change) => {
          const { id } = await runToChange(change, request.params.id);
          const isChanged = await act(change.work, id);
          if (isChanged) await change.record(`run.${done}`, `run:${id}`);
          const said = isChanged ? `the run is ${done}` : `the run was not to be ${done}: it is already`;
          return { status: 200, body: operation(said, { run_id: id, changed: isChanged }), wake: ['jobs'] };
        }),
    );

  app.post(
    '/runs/:id/retry',
    {
      config,
      schema: {
        tags,
        summary: 'Run it again by the same plan, marked as a replay; its input may be edited',
        params: RunId,
        body: z
          .strictObject({
            params: z.record(z.string(), Json).optional().describe('Instead of those of the same names'),
            event: z.record(z.string(), Json).optional().describe('Fields of the event seen otherwise'),
            from_step: z.string().max(200).optional().describe('Earlier steps are taken over as they ended'),
          })
          .nullish(),
        response: { 201: Operation.extend({ run_id: z.guid(), state: z.string() }) },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async (change) => {
        const { work, actor, record } = change;
        const old = await runToChange(change, request.params.id);
        const { params, event, from_step } = request.body ?? {};
        const { id: run_id, state } = await replayRun(work, old.id, {
          requestedBy: nameOfActor(actor),
          ...(params !== undefined && { params }),
          ...(event !== undefined && { event }),
          ...(from_step !== undefined && { fromStep: from_step }),
        });
        const edited = Object.keys(request.body ?? {});
        await record('run.replayed', `run:${old.id}`, { run_id, edited });
        const body = { ...operation(`the run is ${state}`, { run_id, replay_of: old.id }), run_id, state };
        return { status: 201, body };
      }),
  );

  app.post(
    '/runs/replay',
    {
      config: { scopes: ['admin'] },
      schema: {
        tags,
        summary: 'Run those that a filter finds again, the oldest first; replays are left out',
        body: z.strictObject({
          filter: z
            .strictObject({
              task_id: z.guid().optional(),
              route: z.string().max(200).optional(),
              state: RunState.optional(),
              since: Time.optional().describe('Made at or after this time'),
              until: Time.optional().describe('Made before this time'),
            })
            .refine((filter) => Object.keys(filter).length > 0, 'say which runs'),
          limit: z.int().min(1).max(MOST_REPLAYS).default(100),
        }),
        response: { 201: Operation.extend({ replayed: z.int(), runs: z.array(Replayed) }) },
      },
    },
    (request, reply) =>
      makeChange(
        deps,
        request,
        reply,
        async ({ actor, record }) => {
          const { filter, limit } = request.body;
          const { task_id, route, state, since, until } = filter;
          const replayed = await replayRuns(
            deps.workshop,
            {
              limit,
              ...(task_id !== undefined && { taskId: task_id }),
              ...(route !== undefined && { route }),
              ...(state !== undefined && { states: [state] }),
              ...(since !== undefined && { since: new Date(since) }),
              ...(until !== undefined && { until: new Date(until) }),
            },
            nameOfActor(actor),
          );
          const runs = replayed.map(({ id, replayOf }) => ({ id, replay_of: replayOf }));
          await record('runs.replayed', 'runs', { filter, replayed: runs.length });
          const said = operation(`${runs.length} runs are made again`, { replayed: runs.length });
          return { status: 201, body: { ...said, replayed: runs.length, runs } };
        },
        // Each run is made again in a transaction of its own.
        { isOneTransaction: false },
      ),
  );
}

/** The run, if the actor may change it: those of routes and of the product's own tasks belong to administrators. */
async function runToChange({ work, actor }: Change, id: string): Promise<Run> {
  const run = await work.tx.run.findUnique({ where: { id }, include: { task: { select: { name: true } } } });
  if (run === null) throw notFound('run', id);
  const isProducts = run.task?.name !== null;
  if (isProducts && !actor.scopes.has('admin'))
    throw new ApiFault(403, 'forbidden', "this run is the product's own: this needs the scope admin", {
      details: { missing_scope: 'admin' },
    });
  return run;
}
