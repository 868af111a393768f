import { z } from 'zod';
import { getTask, listVersions, publishVersion, saveDraft, updateTask } from '../engine/schedules/index.js';
import type { TaskVersion } from '../platform/prisma/index.js';
import { nameOfActor } from './actor.js';
import { makeChange } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { shownName } from './person-name.js';
import { taskToChange } from './own-task.js';
import { page, pageOf, PageQuery, Time, toTime, toTimeOrNull } from './paging.js';
import { taskBody } from './task-payloads.js';
import { NewTaskBody, TaskBody, TaskId } from './task-schema.js';
import { Json } from './json.js';

const VersionBody = z
  .object({
    version: z.int(),
    state: z.string().describe('draft, or published'),
    is_running: z.boolean().describe('The one that runs now'),
    payload: Json,
    created_by: z.string(),
    created_at: Time,
    published_at: Time.nullable(),
  })
  .describe('A pipeline of a task as it was written');
type VersionBody = z.infer<typeof VersionBody>;

/** The pipelines that a task has had, and the one that is being prepared. */
export function taskVersionRoutes(app: ZodApp, deps: RestDeps): void {
  const tags = ['tasks'];

  app.get(
    '/tasks/:id/versions',
    {
      config: { scopes: ['tasks:read'] },
      schema: {
        tags,
        summary: 'List the versions of a task, the newest first',
        params: TaskId,
        querystring: PageQuery,
        response: { 200: pageOf(VersionBody) },
      },
    },
    async ({ params, query }) => {
      const task = await getTask(deps.prisma, params.id);
      const versions = await listVersions(deps.prisma, task.id);
      const shown = versions.slice(query.offset, query.offset + query.limit);
      return page(query, {
        items: shown.map((one) => versionBodyOf(one, task.version)),
        total: versions.length,
      });
    },
  );

  app.post(
    '/tasks/:id/versions',
    {
      config: { scopes: ['tasks:update'] },
      schema: {
        tags,
        summary: 'Add a version, published at once or as a draft',
        description: 'A task has one draft at a time: a later one takes its place.',
        params: TaskId,
        body: z.strictObject({ payload: NewTaskBody.shape.payload, draft: z.boolean().default(false) }),
        response: { 201: VersionBody },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async (change) => {
        const { work, actor, record } = change;
        const { id } = await taskToChange(change, request.params.id);
        const { payload, draft } = request.body;
        const by = nameOfActor(actor);
        if (draft) await saveDraft(work, deps.tools, id, { payload, by });
        else await updateTask(work, deps.tools, id, { payload, by });
        const task = await getTask(work.tx, id);
        const [newest] = await listVersions(work.tx, id);
        if (newest === undefined) throw new Error(`task ${id} has lost its versions`);
        const { version } = newest;
        await record(draft ? 'task.drafted' : 'task.published', `task:${id}`, { version });
        return { status: 201, body: versionBodyOf(newest, task.version) };
      }),
  );

  app.post(
    '/tasks/:id/versions/:version/publish',
    {
      config: { scopes: ['tasks:update'] },
      schema: {
        tags,
        summary: 'Let a version run from now on: the draft, or an earlier one again',
        params: TaskId.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
        body: z.strictObject({}).nullish(),
        response: { 200: TaskBody },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async (change) => {
        const { work, record } = change;
        const { version } = request.params;
        const { id } = await taskToChange(change, request.params.id);
        const task = await publishVersion(work, deps.tools, id, version);
        await record('task.published', `task:${id}`, { version });
        return { status: 200, body: await taskBody(work.tx, task) };
      }),
  );
}

function versionBodyOf(one: TaskVersion, running: number): VersionBody {
  return {
    version: one.version,
    state: one.state,
    is_running: one.version === running,
    payload: one.payload as VersionBody['payload'],
    created_by: shownName(one.createdBy),
    created_at: toTime(one.createdAt),
    published_at: toTimeOrNull(one.publishedAt),
  };
}
