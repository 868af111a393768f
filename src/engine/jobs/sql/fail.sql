-- Ends the attempt of job $2 under the lease $1 with the error $3, after $4 ms: again after $5 ms, or dead when that is
-- null. $6: it was the last of the lease; $7: the worker; $8: it counts among the attempts that the job has. No row: the lease was lost, or the job is to be cancelled.
with failed as (
  update jobs
  set state = case when $5::float8 is null then 'dead' when $5::float8 <= 0 then 'ready' else 'waiting' end,
      run_at = now() + make_interval(secs => coalesce($5::float8, 0) / 1000),
      lease_token = null, last_error = $3, losses = 0,
      attempts = attempts - case when $8::boolean then 0 else 1 end
  where id = $2::bigint and lease_token = $1::bigint and cancel_requested_at is null
  returning id, attempts + case when $8::boolean then 0 else 1 end as attempt
), attempt as (
  insert into job_attempts (job_id, attempt, outcome, worker, started_at, finished_at, error)
  select id, attempt, 'failed', $7, clock_timestamp() - make_interval(secs => $4::float8 / 1000), clock_timestamp(), $3
  from failed
), released as (
  delete from job_leases
  where exists (select 1 from failed)
    and token = (select token from job_leases where token = $1::bigint and $6::boolean for update skip locked)
)
select id from failed
