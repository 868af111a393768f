-- Ends the attempts at the jobs $2 (array) that ran under the lease $1 of the worker $4, each for as many ms as stands in
-- $3, and moves the jobs to history. $5: they were the last of the lease. $6: done | cancelled, $7: why it was cancelled.
-- Answers the jobs that were not ended: they were lost to another lease.
with settled as (
  select s.id, s.ms from unnest($2::bigint[], $3::double precision[]) as s (id, ms)
), done as (
  delete from jobs
  where id = any ($2::bigint[]) and lease_token = $1::bigint
  returning *
), history as (
  insert into finished_jobs (id, kind, outcome, priority, payload, attempts, worker, concurrency_key, correlation_id,
                             event_id, run_id, error, created_at, started_at, finished_at)
  select d.id, d.kind, $6, d.priority, d.payload, d.attempts, $4, d.concurrency_key, d.correlation_id,
         d.event_id, d.run_id, $7, d.created_at, clock_timestamp() - make_interval(secs => s.ms / 1000), clock_timestamp()
  from done d
  join settled s on s.id = d.id
), released as (
  -- Whoever takes an expired lease back locks it first and its jobs after: it is not waited for here.
  delete from job_leases
  where token = (select token from job_leases where token = $1::bigint and $5::boolean for update skip locked)
)
select s.id from settled s left join done d on d.id = s.id where d.id is null
