import { z } from 'zod';
import { withdrawQuestions } from '../domain/approvals/index.js';
import {
  backfillTask,
  cancelTask,
  MOST_BACKFILLED,
  pauseTask,
  previewBackfill,
  resumeTask,
  runTaskNow,
  snoozeTask,
} from '../engine/schedules/index.js';
import type { Task } from '../platform/prisma/index.js';
import { nameOfActor } from './actor.js';
import { makeChange, type Change } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { Operation, operation } from './operation.js';
import { taskToChange } from './own-task.js';
import { Time, toTime, toTimeOrNull } from './paging.js';
import { statusOf, TaskId } from './task-schema.js';
import type { Scope } from './scopes.js';
import { Json } from './json.js';

const Nothing = z.strictObject({}).nullish();

const BackfillBody = z.object({
  slots: z.array(Time),
  existing: z.int().describe('Slots of the period that there are already'),
  excluded: z.int().describe('Slots on dates on which the task does not run'),
  continue_after: Time.nullable().describe('The period has more: begin the next backfill after this slot'),
  dry_run: z.boolean(),
});

/** What is done with a task besides changing it. */
export function taskControlRoutes(app: ZodApp, deps: RestDeps): void {
  const tags = ['tasks'];
  const update = { scopes: ['tasks:update'] } as const;

  app.post(
    '/tasks/:id/run_now',
    {
      config: update,
      schema: {
        tags,
        summary: 'Run a task at once, besides its schedule',
        description:
          'Its overlap rule holds: the run may be queued, or skipped with the reason in `message`.',
        params: TaskId,
        body: z.strictObject({ params: z.record(z.string(), Json).optional() }).nullish(),
        response: { 200: Operation.extend({ run_id: z.guid(), state: z.string() }) },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async (change) => {
        const { work, actor, record } = change;
        const { id } = await taskToChange(change, request.params.id);
        const params = request.body?.params;
        const by = { requestedBy: nameOfActor(actor), correlationId: request.id };
        const fired = await runTaskNow(
          work,
          id,
          { ...by, ...(params !== undefined && { params }) },
          // Earlier ones of its task may have to make room.
          (_work, { waits }) =>
            withdrawQuestions(work, deps.questions, {
              waits,
              actor: by.requestedBy,
              correlationId: request.id,
            }),
        );
        const { runId: run_id, state, reason } = fired;
        await record('task.run_now', `task:${id}`, { run_id, state });
        const said = state === 'skipped' ? `the run was skipped: ${reason ?? ''}` : `the run is ${state}`;
        return {
          status: 200,
          body: { ...operation(said, { task_id: id, run_id, state }), run_id, state },
          wake: ['cancellations'],
        };
      }),
  );

  app.post(
    '/tasks/:id/snooze',
    {
      config: update,
      schema: {
        tags,
        summary: 'Make no slots for a while; they are not caught up either',
        params: TaskId,
        body: z.strictObject({
          delay_seconds: z.int().min(1).max(31_622_400).describe('At most 366 days'),
          reason: z.string().max(500).nullish(),
        }),
        response: { 200: Operation },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async (change) => {
        const { id } = await taskToChange(change, request.params.id);
        const { delay_seconds, reason } = request.body;
        const snooze = { delaySeconds: delay_seconds, ...(typeof reason === 'string' && { reason }) };
        const task = await snoozeTask(change.work, id, snooze);
        await change.record('task.snoozed', `task:${id}`, { delay_seconds, reason: reason ?? null });
        const details = { task_id: id, delay_seconds, snoozed_until: toTimeOrNull(task.snoozedUntil) };
        return { status: 200, body: operation(`the task is snoozed for ${delay_seconds} seconds`, details) };
      }),
  );

  const controls: {
    name: string;
    scope: Scope;
    summary: string;
    done: string;
    act: (change: Change, id: string) => Promise<Task>;
  }[] = [
    {
      ...{ name: 'pause', scope: 'tasks:update', done: 'paused' },
      summary: 'Make no slots until it is resumed; runs under way go on',
      act: ({ work }, id) => pauseTask(work, id),
    },
    {
      ...{ name: 'resume', scope: 'tasks:update', done: 'resumed' },
      summary: 'End a pause or a snooze; its time is not caught up',
      act: ({ work }, id) => resumeTask(work, id),
    },
    {
      ...{ name: 'cancel', scope: 'tasks:delete', done: 'cancelled' },
      summary: 'End a task for good; runs under way go on',
      act: ({ work }, id) => cancelTask(work, id),
    },
  ];
  for (const { name, scope, summary, done, act } of controls)
    app.post(
      `/tasks/:id/${name}`,
      {
        config: { scopes: [scope] },
        schema: { tags, summary, params: TaskId, body: Nothing, response: { 200: Operation } },
      },
      (request, reply) =>
        makeChange(deps, request, reply, async (change) => {
          const { id, state } = await taskToChange(change, request.params.id);
          const task = await act(change, id);
          await change.record(`task.${done}`, `task:${id}`, { was: state });
          const body = operation(`the task is ${done}`, { task_id: id, status: statusOf(task) });
          return { status: 200, body };
        }),
    );

  app.post(
    '/tasks/:id/backfill',
    {
      config: update,
      schema: {
        tags,
        summary: 'Make the slots of a past period that are not there',
        params: TaskId,
        body: z.strictObject({
          from: Time,
          to: Time,
          limit: z.int().min(1).max(MOST_BACKFILLED).optional(),
          dry_run: z.boolean().default(false).describe('Only tell what would be made'),
        }),
        response: { 200: BackfillBody },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async (change) => {
        const { id } = await taskToChange(change, request.params.id);
        const { from, to, limit, dry_run } = request.body;
        const period = { from: new Date(from), to: new Date(to), ...(limit !== undefined && { limit }) };
        const made = dry_run
          ? await previewBackfill(change.work.tx, id, period)
          : await backfillTask(change.work, id, period);
        if (!dry_run)
          await change.record('task.backfilled', `task:${id}`, { from, to, slots: made.slots.length });
        const body = {
          slots: made.slots.map(toTime),
          ...{ existing: made.existing, excluded: made.excluded, dry_run },
          continue_after: toTimeOrNull(made.continueAfter),
        };
        return { status: 200, body };
      }),
  );
}
