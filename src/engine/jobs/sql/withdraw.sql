-- Withdraws jobs $1 (JSON list of {kind, key}, by dedupe key) because of $2: those that do not run are gone, and where $3
-- is true the workers of those that do are asked to stop. A job whose row somebody else holds at this moment is left
-- alone: it is about to end, and waits for the lock of the run that the caller holds.
with wanted as (
  select kind, key from jsonb_to_recordset($1::jsonb) as w (kind text, key text)
), found as materialized (
  select j.id, j.state
  from jobs j
  join wanted w on w.kind = j.kind and w.key = j.dedupe_key
  where j.dedupe_key is not null and j.state <> 'dead'
  for update of j skip locked
), withdrawn as (
  delete from jobs where id in (select id from found where state <> 'running')
  returning *
), history as (
  insert into finished_jobs (id, kind, outcome, priority, payload, attempts, concurrency_key, correlation_id, event_id,
                             run_id, error, created_at)
  select id, kind, 'cancelled', priority, payload, attempts, concurrency_key, correlation_id, event_id, run_id, $2, created_at
  from withdrawn
), turns as (
  -- Whoever was about to make it ready finds it gone, with the turn that led there.
  insert into job_turns (concurrency_key) select concurrency_key from withdrawn where state = 'queued'
), asked as (
  update jobs set cancel_requested_at = coalesce(cancel_requested_at, now())
  where $3::boolean and id in (select id from found where state = 'running')
  returning kind, dedupe_key
)
select kind, dedupe_key as key, 'cancelled' as outcome from withdrawn
union all
select kind, dedupe_key, 'cancelling' from asked
