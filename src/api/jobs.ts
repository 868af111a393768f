import { z } from 'zod';
import { attemptsOf, cancelJob, editDeadJob, reviveDeadJob } from '../engine/jobs/index.js';
import { loadStatement, type Sql } from '../platform/sql/index.js';
import { asOf } from './as-of.js';
import { attemptBodyOf } from './attempt-schema.js';
import { makeChange } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { ApiFault, notFound } from './fault.js';
import { EndedAttempt, ENDED_STATES, JobBody, jobBodyOf, JobState, type JobRow } from './job-schema.js';
import { Operation, operation } from './operation.js';
import { newestPage, newestPageOf, NewestQuery, toTime } from './paging.js';
import { Json } from './json.js';

const listLiveJobsSql = loadStatement(import.meta.url, './sql/list-live-jobs.sql');
const listEndedJobsSql = loadStatement(import.meta.url, './sql/list-ended-jobs.sql');
const findJobSql = loadStatement(import.meta.url, './sql/find-job.sql');

const JobId = z.object({ id: z.string().regex(/^\d{1,18}$/, 'is a number') });
const JobQuery = NewestQuery.extend({
  state: JobState.optional().describe(
    '`failed`: waits for its next attempt. Not given: all that has not ended',
  ),
  kind: z.string().optional(),
});

/** The work behind everything; to be looked at by who may read runs, changed by administrators. */
export function jobRoutes(app: ZodApp, deps: RestDeps): void {
  const tags = ['jobs'];
  const read = { scopes: ['runs:read'] } as const;
  const admin = { scopes: ['admin'] } as const;

  app.get(
    '/jobs',
    {
      config: read,
      schema: {
        tags,
        summary: 'List jobs by state',
        querystring: JobQuery,
        response: { 200: newestPageOf(JobBody) },
      },
    },
    async ({ query }) => {
      const { state = null, kind = null, limit, offset } = query;
      const until = await asOf(deps.sql, query.before);
      const statement = ENDED_STATES.some((ended) => ended === state) ? listEndedJobsSql : listLiveJobsSql;
      const values = [state, kind, until, limit, offset] as const;
      const rows = await deps.sql.rows<JobRow & { total: number }>(statement, values);
      const total = rows[0]?.total ?? (offset === 0 ? 0 : await count(deps.sql, statement, values));
      return newestPage(query, { items: rows.map(jobBodyOf), total, asOf: until });
    },
  );

  app.get(
    '/jobs/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'Show a job with its attempts',
        params: JobId,
        response: { 200: JobBody.extend({ attempt_history: z.array(EndedAttempt) }) },
      },
    },
    async ({ params }) => {
      const row = await findJob(deps.sql, params.id);
      const attempts = await attemptsOf(deps.sql, row.id);
      return {
        ...jobBodyOf(row),
        attempt_history: attempts.map((one) => ({
          ...attemptBodyOf(one),
          finished_at: toTime(one.finishedAt),
        })),
      };
    },
  );

  app.post(
    '/jobs/:id/retry',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Give a dead job a full set of attempts again, with another payload where one is given',
        params: JobId,
        body: z.strictObject({ payload: Json.optional() }).nullish(),
        response: { 200: Operation },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ sql, record }) => {
        const { id, kind, state } = await findJob(sql, request.params.id);
        const payload = request.body?.payload;
        if (payload !== undefined) await editDeadJob(sql, id, payload);
        if (!(await reviveDeadJob(sql, id))) throw notRevived(String(id), state);
        await record('job.revived', `job:${id}`, { kind, edited: payload !== undefined });
        const body = operation('the job is tried again', { job_id: String(id) });
        return { status: 200, body, wake: ['jobs'] };
      }),
  );

  app.post(
    '/jobs/:id/cancel',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Cancel a job: at once when it waits; when it runs it is asked to stop',
        params: JobId,
        body: z.strictObject({ reason: z.string().max(500).optional() }).nullish(),
        response: { 200: Operation },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ sql, actor, record }) => {
        const { id, kind, state, runId } = await findJob(sql, request.params.id);
        // Without its job a step would never end, and its run would wait for it.
        if (runId !== null)
          throw new ApiFault(
            409,
            'job.of_a_run',
            `job ${id} belongs to run ${runId}: cancel that, with POST /v1/runs/${runId}/cancel`,
          );
        if (ENDED_STATES.some((ended) => ended === state))
          throw new ApiFault(409, 'job.ended', `job ${id} has ended: it is ${state}`);
        const reason = request.body?.reason ?? `cancelled by ${actor.name}`;
        const outcome = await cancelJob(sql, id, reason);
        await record('job.cancelled', `job:${id}`, { kind, outcome, reason });
        const body = operation(
          outcome === 'cancelled' ? 'the job is cancelled' : 'the job runs and is asked to stop',
          { job_id: String(id), outcome },
        );
        return { status: 200, body, wake: ['jobs', 'cancellations'] };
      }),
  );
}

async function findJob(sql: Sql, id: string): Promise<JobRow> {
  const [row] = await sql.rows<JobRow>(findJobSql, [BigInt(id)]);
  if (row === undefined) throw notFound('job', id);
  return row;
}

/** The page lies behind the last item, and so no row says how many there are. */
async function count(
  sql: Sql,
  statement: typeof listLiveJobsSql,
  [state, kind, until]: readonly [string | null, string | null, Date, number, number],
): Promise<number> {
  const [row] = await sql.rows<{ total: number }>(statement, [state, kind, until, 1, 0]);
  return row?.total ?? 0;
}

function notRevived(id: string, state: JobState): ApiFault {
  return state === 'dead'
    ? new ApiFault(409, 'job.dedupe_key_in_use', `another job does the work of job ${id} already`)
    : new ApiFault(409, 'job.not_dead', `only a dead job can be tried again; job ${id} is ${state}`);
}
