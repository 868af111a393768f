-- Ends the attempt that holds the lease $2 of job $1 with the error $3: again after $4 ms, or dead when $4 is null.
-- No row: the lease was lost, somebody else has the job.
with failed as (
  update jobs
  set state = case when $4::float8 is null then 'dead' when $4::float8 <= 0 then 'ready' else 'waiting' end,
      run_at = now() + make_interval(secs => coalesce($4::float8, 0) / 1000),
      lease_token = null, lease_until = null, last_error = $3
  where id = $1::bigint and lease_token = $2::uuid and state = 'running'
  returning id, attempts, worker, started_at, state
), attempt as (
  insert into job_attempts (job_id, attempt, outcome, worker, started_at, finished_at, error)
  select id, attempts, 'failed', worker, started_at, clock_timestamp(), $3 from failed
)
select id, state from failed
