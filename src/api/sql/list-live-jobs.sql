-- Jobs that have not ended, newest first: of the state $1 (null: all; `failed` is waiting after an error), of the kind
-- $2 (null: all), made before $3; $4 of them after the first $5.
with of_state as not materialized (
  select *
  from jobs
  where created_at < $3::timestamptz
    and ($2::text is null or kind = $2)
    and case $1::text
      when 'failed' then state = 'waiting' and last_error is not null
      else $1 is null or state = $1
    end
)
select id, kind, state, priority, run_at as "runAt", payload, attempts::int, max_attempts::int as "maxAttempts",
       concurrency_key as "concurrencyKey", dedupe_key as "dedupeKey", correlation_id as "correlationId",
       event_id::text as "eventId", run_id::text as "runId", progress, last_error as "lastError",
       created_at as "createdAt", null::timestamptz as "startedAt", null::timestamptz as "finishedAt",
       (select count(*)::int from of_state) as total
from of_state
order by id desc
limit $4::int offset $5::int
