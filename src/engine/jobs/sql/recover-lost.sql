-- Takes back the jobs of leases that ran out. The first time a job is ready again at once. Whoever is lost again may
-- have been taken down by another job of its worker, or takes workers down itself: those come back spread over a
-- growing time, so that they do not meet again. A job that had its last attempt is claimed once more and then made dead
-- by the worker, without running it, so that there is one way to die. One that was to be cancelled is; where that is
-- asked for at this very moment, its next worker does it.
with expired as (
  delete from job_leases
  where token = any (array(
    select token from job_leases where lease_until < clock_timestamp() limit 100 for update skip locked
  ))
  returning token, worker, job_ids, claimed_at
), lost as materialized (
  select j.id, e.token, e.worker, e.claimed_at
  from expired e
  cross join unnest(e.job_ids) as held (id)
  join jobs j on j.id = held.id and j.lease_token = e.token
), cancelled as (
  delete from jobs
  where (id, lease_token) in (select id, token from lost) and cancel_requested_at is not null
  returning *
), history as (
  insert into finished_jobs (id, kind, outcome, priority, payload, attempts, worker, concurrency_key, correlation_id,
                             event_id, run_id, error, created_at, started_at, finished_at)
  select c.id, c.kind, 'cancelled', c.priority, c.payload, c.attempts, l.worker, c.concurrency_key, c.correlation_id,
         c.event_id, c.run_id, 'cancelled while its worker was lost', c.created_at, l.claimed_at, clock_timestamp()
  from cancelled c
  join lost l on l.id = c.id
), recovered as (
  update jobs
  set state = case when losses = 0 then 'ready' else 'waiting' end,
      run_at = case when losses = 0 then run_at
                    else now() + make_interval(secs => random() * least(60, 2 ^ least(losses, 6))) end,
      losses = losses + 1,
      lease_token = null,
      last_error = 'lease lost'
  -- Not by cancel_requested_at: it may be set at this moment, and then nobody would take the job back.
  where (id, lease_token) in (select id, token from lost) and id not in (select id from cancelled)
  returning id, kind, attempts
), attempt as (
  insert into job_attempts (job_id, attempt, outcome, worker, started_at, finished_at, error)
  select r.id, r.attempts, 'lost', l.worker, l.claimed_at, clock_timestamp(), 'lease lost'
  from recovered r
  join lost l on l.id = r.id
)
select id, kind from recovered
