-- Takes back jobs whose lease ran out. One that had its last attempt is claimed once more and then made dead by the
-- worker, without running it, so that there is one way to die.
with lost as (
  select id from jobs
  where state = 'running' and lease_until < now()
  limit 500
  for update skip locked
), ended as (
  insert into job_attempts (job_id, attempt, outcome, worker, started_at, finished_at, error)
  select j.id, j.attempts, 'lost', j.worker, j.started_at, clock_timestamp(), 'lease lost'
  from jobs j where j.id = any (array(select id from lost))
)
update jobs
set state = 'ready', lease_token = null, lease_until = null, last_error = 'lease lost'
where id = any (array(select id from lost))
returning id, kind
