-- Jobs that ended, newest first: of the state $1 (done, cancelled), of the kind $2 (null: all), ended before $3; $4 of
-- them after the first $5.
with of_state as not materialized (
  select *
  from finished_jobs
  where finished_at < $3::timestamptz and ($2::text is null or kind = $2) and outcome = $1::text
)
select id, kind, outcome as state, priority, null::timestamptz as "runAt", payload, attempts::int,
       null::int as "maxAttempts", concurrency_key as "concurrencyKey", null::text as "dedupeKey",
       correlation_id as "correlationId", event_id::text as "eventId", run_id::text as "runId", null::jsonb as progress,
       error as "lastError", created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt",
       (select count(*)::int from of_state) as total
from of_state
order by finished_at desc, id desc
limit $4::int offset $5::int
