-- Makes slots of the past for task $1 from $2, JSON [{at, slotAt, correlationId}], with a job of priority $3 for each
-- that was not there or had been missed; answers these.
with given as materialized (
  select g.*
  from jsonb_to_recordset($2::jsonb) as g (at timestamptz, "slotAt" text, "correlationId" text)
), made as (
  insert into task_slots as s (task_id, slot_at, cause)
  select $1::uuid, g.at, 'backfill' from given g order by g.at
  on conflict (task_id, slot_at) do update set cause = excluded.cause, made_at = now() where s.cause = 'missed'
  returning slot_at
), jobs as (
  insert into jobs (kind, state, priority, run_at, payload, max_attempts, concurrency_key, correlation_id)
  select 'task.fire', 'ready', $3::smallint, now(),
         jsonb_build_object('taskId', $1::uuid, 'slotAt', g."slotAt", 'cause', 'backfill'),
         0, 'task.fire:' || $1::uuid, g."correlationId"
  from made m
  join given g on g.at = m.slot_at
  order by m.slot_at
)
select slot_at as at from made order by slot_at
