-- Cancels job $1 because of $2: at once when it does not run, else its worker is asked to. Answers cancelled or
-- cancelling; no row when there is no such job, or when it changed its state at this moment.
with cancelled as (
  delete from jobs where id = $1::bigint and state <> 'running'
  returning *
), history as (
  insert into finished_jobs (id, kind, outcome, priority, payload, attempts, concurrency_key, correlation_id, event_id,
                             run_id, error, created_at)
  select id, kind, 'cancelled', priority, payload, attempts, concurrency_key, correlation_id, event_id, run_id, $2, created_at
  from cancelled
), turns as (
  -- Whoever was about to make it ready finds it gone, with the turn that led there.
  insert into job_turns (concurrency_key) select concurrency_key from cancelled where state = 'queued'
), asked as (
  update jobs set cancel_requested_at = coalesce(cancel_requested_at, now())
  where id = $1::bigint and state = 'running'
  returning id
)
select 'cancelled' as outcome from cancelled
union all
select 'cancelling' from asked
