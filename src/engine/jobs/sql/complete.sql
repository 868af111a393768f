-- Ends the attempt that holds the lease $2 of job $1 and moves the job to history. No row: the lease was lost.
with done as (
  delete from jobs
  where id = $1::bigint and lease_token = $2::uuid and state = 'running'
  returning *
), attempt as (
  insert into job_attempts (job_id, attempt, outcome, worker, started_at, finished_at)
  select id, attempts, 'done', worker, started_at, clock_timestamp() from done
), history as (
  insert into finished_jobs (id, kind, outcome, payload, attempts, correlation_id, event_id, run_id, created_at, finished_at)
  select id, kind, 'done', payload, attempts, correlation_id, event_id, run_id, created_at, clock_timestamp() from done
)
select id from done
