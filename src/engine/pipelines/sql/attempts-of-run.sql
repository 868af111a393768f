-- Attempts of the steps of the run $1, oldest first: those that have ended, and those that are under way. $2: JSON list
-- of {kind, key}, by which jobs that are not over are found.
with jobs_of_run as (
  select j.id, j.payload ->> 'step' as step, j.attempts, j.state, l.worker, l.claimed_at
  from jsonb_to_recordset($2::jsonb) as w (kind text, key text)
  join jobs j on j.kind = w.kind and j.dedupe_key = w.key
  left join job_leases l on l.token = j.lease_token
), finished as (
  select f.* from finished_jobs f
  where f.run_id = $1::uuid and f.kind = any (array['run.step', 'run.task_step'])
)
select step, attempt, outcome, worker, "startedAt", "finishedAt",
       extract(epoch from coalesce("finishedAt", now()) - "startedAt")::float8 * 1000 as "durationMs", error
from (
  select known.step, a.attempt, a.outcome, a.worker, a.started_at as "startedAt", a.finished_at as "finishedAt", a.error
  from (select id, step from jobs_of_run union select id, payload ->> 'step' from finished) as known
  join job_attempts a on a.job_id = known.id
  union all
  select payload ->> 'step', attempts, outcome, worker, started_at, finished_at, error
  from finished
  where started_at is not null
  union all
  select step, attempts, 'running', worker, claimed_at, null, null
  from jobs_of_run
  where state = 'running'
) as attempts
order by "startedAt", attempt
