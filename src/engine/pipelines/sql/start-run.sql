-- Stores the run $1 with the steps $2 (JSON list) that begin it, and a job of kind $3 for each of them that is running.
-- No row: the run was there already. One whose concurrency key another run has is queued, and begins later; the caller
-- holds the key's lock.
with given as (
  select * from jsonb_to_record($1::jsonb) as r (
    route text, "taskId" uuid, version text, cause text, "eventId" uuid, "slotAt" timestamptz, "replayOf" uuid,
    "requestedBy" text, "correlationId" text, state text, error text, priority smallint, "concurrencyKey" text,
    params jsonb, plan jsonb, backoff text
  )
), run as (
  insert into runs (route, task_id, version, cause, event_id, slot_at, replay_of, requested_by, correlation_id, state,
                    error, priority, concurrency_key, params, plan, backoff, created_at, started_at, finished_at)
  select g.route, g."taskId", g.version, g.cause, g."eventId", g."slotAt", g."replayOf", g."requestedBy",
         g."correlationId", p.state, g.error, g.priority, g."concurrencyKey", g.params, g.plan, g.backoff,
         clock_timestamp(),
         case when p.state = 'running' then clock_timestamp() end,
         case when p.state = 'skipped' then clock_timestamp() end
  from given g
  cross join lateral (
    select case
             when g.state = 'running' and g."concurrencyKey" is not null and exists (
               select 1 from runs r
               where r.concurrency_key = g."concurrencyKey" and r.state = any (array['queued', 'running', 'paused'])
             ) then 'queued'
             else g.state
           end as state
  ) as p
  on conflict do nothing
  returning *
), steps as materialized (
  select run.id as run_id, s.*, row_number() over () as place
  from run
  cross join jsonb_to_recordset($2::jsonb) as s (
    step text, part text, stage smallint, uses text, state text, input jsonb, output jsonb, "maxAttempts" smallint
  )
  where run.state = 'running' or s.state = any (array['done', 'skipped'])
), steps_stored as (
  insert into run_steps (run_id, step, part, stage, uses, state, input, output)
  select run_id, step, part, stage, uses, state, input, output from steps
), jobs_stored as (
  insert into jobs (kind, state, priority, payload, max_attempts, dedupe_key, correlation_id, event_id, run_id)
  select $3, 'ready', run.priority, jsonb_build_object('step', s.step, 'backoff', run.backoff), s."maxAttempts",
         run.id || ':' || s.step, run.correlation_id, run.event_id, run.id
  from run
  join steps s on s.run_id = run.id
  where s.state = 'running'
  order by s.place
)
select id::text as id, state from run
