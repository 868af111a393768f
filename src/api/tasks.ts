import { z } from 'zod';
import {
  cancelTask,
  createTask,
  getTask,
  listTasks,
  pauseTask,
  preview,
  resumeTask,
  ScheduleKind,
  updateTask,
  type TaskFilter,
} from '../engine/schedules/index.js';
import { nameOfActor } from './actor.js';
import { asOf } from './as-of.js';
import { makeChange, type Change } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { taskToChange } from './own-task.js';
import { storedName } from './person-name.js';
import { page, pageOf, PageQuery } from './paging.js';
import { expressionOfBody, fieldsOfBody } from './task-fields.js';
import { taskBodies, taskBody } from './task-payloads.js';
import { NewTaskBody, TaskBody, TaskChangeBody, TaskId } from './task-schema.js';

const TaskQuery = PageQuery.extend({
  status: z.enum(['active', 'paused', 'canceled', 'cancelled', 'ended']).optional(),
  created_by: z.string().max(200).optional().describe('Id of an agent, `staff:<Telegram id>` or `product`'),
  schedule_kind: ScheduleKind.optional(),
  branch: z.string().max(200).optional(),
});

const PreviewBody = z.strictObject({
  schedule_kind: ScheduleKind,
  schedule_expr: z.string().max(10_000),
  timezone: z.string().max(100).optional().describe("The company's zone when not given"),
  dtstart: z.string().max(50).nullish().describe('Local wall time that anchors an RRULE'),
  from: z.string().max(50).nullish().describe('Only occurrences after this time; now when not given'),
  count: z.int().nullish().describe('1 to 1,000; 10 when not given'),
});

/** Pipelines with a schedule: made, changed and shown. */
export function taskRoutes(app: ZodApp, deps: RestDeps): void {
  const tags = ['tasks'];
  const { prisma, tools, timezone } = deps;

  app.post(
    '/tasks',
    {
      config: { scopes: ['tasks:create'] },
      schema: { tags, summary: 'Create a task', body: NewTaskBody, response: { 201: TaskBody } },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ work, actor, record }) => {
        const { body } = request;
        const scheduleExpr = expressionOfBody(body);
        const task = await createTask(work, tools, {
          ...{ timezone, ...fieldsOfBody(body) },
          ...{ title: body.title, scheduleKind: body.schedule_kind, scheduleExpr },
          ...{ payload: body.payload, draft: body.draft, createdBy: nameOfActor(actor) },
        });
        await record('task.created', `task:${task.id}`, { title: task.title });
        return { status: 201, body: await taskBody(work.tx, task) };
      }),
  );

  app.get(
    '/tasks',
    {
      config: { scopes: ['tasks:read'] },
      schema: {
        tags,
        summary: 'List tasks, the oldest first',
        querystring: TaskQuery,
        response: { 200: pageOf(TaskBody) },
      },
    },
    async ({ query }) => {
      const { items, total } = await listTasks(prisma, filterOf(query), query);
      return page(query, { items: await taskBodies(prisma, items), total });
    },
  );

  app.get(
    '/tasks/:id',
    {
      config: { scopes: ['tasks:read'] },
      schema: { tags, summary: 'Show a task', params: TaskId, response: { 200: TaskBody } },
    },
    async ({ params }) => taskBody(prisma, await getTask(prisma, params.id)),
  );

  app.put(
    '/tasks/:id',
    {
      config: { scopes: ['tasks:update'] },
      schema: {
        tags,
        summary: 'Change a task; what is not given stays',
        params: TaskId,
        body: TaskChangeBody,
        response: { 200: TaskBody },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async (change) => {
        const { body } = request;
        const { work, actor, record } = change;
        const { id } = await taskToChange(change, request.params.id);
        const fields = fieldsOfBody(body);
        const { status, created_by: _, ...said } = body;
        const changed = await updateTask(work, tools, id, {
          ...{ ...fields, by: nameOfActor(actor) },
          ...(body.payload !== undefined && { payload: body.payload }),
        });
        const task = status === undefined ? changed : await setStatus(change, id, status);
        const names = Object.keys(status === undefined ? said : { ...said, status });
        await record('task.changed', `task:${id}`, { fields: names, version: task.version });
        return { status: 200, body: await taskBody(work.tx, task) };
      }),
  );

  app.post(
    '/tasks/preview',
    {
      config: { scopes: ['tasks:read', 'tasks:create', 'tasks:update'] },
      schema: {
        tags,
        summary: 'Show when a schedule would fire; nothing is stored',
        body: PreviewBody,
        response: { 200: z.object({ occurrences: z.array(z.string()) }) },
      },
    },
    async ({ body }) => {
      const now = await asOf(deps.sql, undefined);
      const { dtstart, from, count, ...schedule } = body;
      const occurrences = preview(
        {
          ...{ timezone, ...schedule },
          dtstart: dtstart ?? undefined,
          from: from ?? undefined,
          count: count ?? undefined,
        },
        now,
      );
      return { occurrences };
    },
  );
}

function filterOf({ status, created_by, schedule_kind, branch }: z.infer<typeof TaskQuery>): TaskFilter {
  return {
    ...(status !== undefined && { state: status === 'canceled' ? 'cancelled' : status }),
    ...(created_by !== undefined && { createdBy: storedName(created_by) }),
    ...(schedule_kind !== undefined && { scheduleKind: schedule_kind }),
    ...(branch !== undefined && { branch }),
  };
}

function setStatus(
  { work }: Change,
  id: string,
  status: NonNullable<TaskChangeBody['status']>,
): ReturnType<typeof getTask> {
  switch (status) {
    case 'active':
      return resumeTask(work, id);
    case 'paused':
      return pauseTask(work, id);
    case 'canceled':
      return cancelTask(work, id);
  }
}
