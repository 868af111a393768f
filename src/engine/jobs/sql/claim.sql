-- Claims up to $1 ready jobs for the worker $3 under one new lease of $4 ms, most urgent and oldest first. Every claim
-- is an attempt. $2: JSON, kind to {intervalMs, burst} for kinds with a rate limit, to {} for others.
-- Answers at least one row: what there is to know besides the jobs stands in each.
-- Its plan is a short index scan a kind, in the index's order, whatever the statistics say (see connection.ts).
with lease as materialized (
  select nextval('job_leases_token_seq') as token
), rate as materialized (
  -- A kind whose row another claim holds is left to that one.
  select s.kind, greatest(coalesce(s.rate_at, now()), now()) as rate_at
  from job_kinds s
  where s.paused_at is null and s.kind = any (array(
    select k.key from jsonb_each($2::jsonb) as k where k.value ? 'intervalMs'
  ))
  for update skip locked
), kinds as materialized (
  select k.key as kind,
         case
           when not k.value ? 'intervalMs' then $1::int
           else coalesce(greatest(0, floor(
             (k.value ->> 'burst')::float8
             - extract(epoch from r.rate_at - now()) * 1000 / (k.value ->> 'intervalMs')::float8)), 0)::int
         end as allowance
  from jsonb_each($2::jsonb) as k
  left join rate r on r.kind = k.key
  left join job_kinds s on s.kind = k.key
  where s.paused_at is null
), picked as materialized (
  select first.id, k.kind
  from kinds k
  cross join lateral (
    select j.id, j.priority
    from jobs j
    where j.state = 'ready' and j.kind = k.kind
      and (j.concurrency_key is null or not exists (
        select 1 from jobs b
        where b.concurrency_key = j.concurrency_key and b.state = any (array['ready', 'running'])
          and (b.state = 'running' or (b.priority, b.id) < (j.priority, j.id))
      ))
    order by j.priority, j.id
    limit least($1::int, k.allowance)
    for update skip locked
  ) as first
  order by first.priority, first.id
  limit $1::int
), leased as (
  insert into job_leases (token, worker, lease_until, job_ids)
  select token, $3, clock_timestamp() + make_interval(secs => $4::float8 / 1000), array(select id from picked)
  from lease
  where exists (select 1 from picked)
), spent as (
  update job_kinds s
  set rate_at = r.rate_at + make_interval(secs => p.jobs * ($2::jsonb -> s.kind ->> 'intervalMs')::float8 / 1000)
  from rate r, (select kind, count(*) as jobs from picked group by kind) as p
  where s.kind = r.kind and p.kind = r.kind
), claimed as (
  update jobs
  set state = 'running',
      attempts = attempts + 1,
      lease_token = (select token from lease)
  where id = any (array(select id from picked))
  returning id, kind, payload, priority, attempts, max_attempts, correlation_id, event_id, run_id, concurrency_key,
            created_at, run_at, cancel_requested_at
)
select c.id, c.kind, c.payload, c.priority, c.attempts, c.max_attempts as "maxAttempts",
       (select token from lease) as "leaseToken",
       c.correlation_id as "correlationId", c.event_id::text as "eventId", c.run_id::text as "runId",
       c.concurrency_key as "concurrencyKey",
       date_part('epoch', clock_timestamp() - greatest(c.created_at, c.run_at)) as "waitedSeconds",
       c.cancel_requested_at is not null as "isCancelled",
       turns.waiting as "turnsWaiting"
from (select exists (select 1 from job_turns) as waiting) as turns
left join claimed c on true
