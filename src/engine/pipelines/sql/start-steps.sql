-- Steps $2 (JSON list) of the run $1, new ones and pending ones: each of them that is to be running gets a job of kind
-- $3.
with run as (
  select * from runs where id = $1::uuid
), steps as materialized (
  select s.*, row_number() over () as place
  from jsonb_to_recordset($2::jsonb) as s (
    step text, part text, stage smallint, uses text, parent text, item int, state text, "maxAttempts" smallint
  )
), steps_stored as (
  insert into run_steps as known (run_id, step, part, stage, uses, parent, item, state)
  select run.id, s.step, s.part, s.stage, s.uses, s.parent, s.item, s.state from steps s cross join run
  on conflict (run_id, step) do update set state = excluded.state where known.state = 'pending'
  returning step, state
)
insert into jobs (kind, state, priority, payload, max_attempts, dedupe_key, correlation_id, event_id, run_id)
select $3, 'ready', run.priority, jsonb_build_object('step', s.step, 'backoff', run.backoff), s."maxAttempts",
       run.id || ':' || s.step, run.correlation_id, run.event_id, run.id
from steps s
join steps_stored on steps_stored.step = s.step and steps_stored.state = 'running'
cross join run
order by s.place
