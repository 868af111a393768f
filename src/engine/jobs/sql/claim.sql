-- Claims up to $1 ready jobs of the kinds $2 (JSON: kind to its attempts, for jobs that were stored with none) for
-- the worker $3, most urgent and oldest first.
-- A claim is an attempt and carries a new lease token, valid for $4 ms. Of the jobs of one concurrency key only the
-- first is eligible, and only when none runs: the partial unique index jobs_one_per_key holds that against races.
with picked as (
  select j.id
  from jobs j
  where j.state = 'ready'
    and j.kind in (select jsonb_object_keys($2::jsonb))
    and (
      j.concurrency_key is null
      or not exists (
        select 1 from jobs r where r.concurrency_key = j.concurrency_key and r.state = 'running'
      )
      and not exists (
        select 1 from jobs b
        where b.concurrency_key = j.concurrency_key and b.state = 'ready'
          and (b.priority, b.id) < (j.priority, j.id)
      )
    )
  order by j.priority, j.id
  limit $1::int
  for update skip locked
)
update jobs
set state = 'running',
    attempts = attempts + 1,
    max_attempts = coalesce(nullif(max_attempts, 0), ($2::jsonb ->> kind)::smallint),
    lease_token = gen_random_uuid(),
    lease_until = now() + make_interval(secs => $4::float8 / 1000),
    started_at = clock_timestamp(),
    worker = $3
where id = any (array(select id from picked))
returning id, kind, payload, attempts, max_attempts as "maxAttempts", lease_token::text as "leaseToken",
          correlation_id as "correlationId", event_id::text as "eventId", run_id::text as "runId",
          concurrency_key as "concurrencyKey",
          extract(epoch from clock_timestamp() - greatest(created_at, run_at))::float8 as "waitedSeconds"
