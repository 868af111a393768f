-- Job $1, whether it has ended or not.
select id, kind, state, priority, run_at as "runAt", payload, attempts::int, max_attempts::int as "maxAttempts",
       concurrency_key as "concurrencyKey", dedupe_key as "dedupeKey", correlation_id as "correlationId",
       event_id::text as "eventId", run_id::text as "runId", progress, last_error as "lastError",
       created_at as "createdAt", null::timestamptz as "startedAt", null::timestamptz as "finishedAt"
from jobs
where id = $1::bigint
union all
select id, kind, outcome, priority, null, payload, attempts::int, null, concurrency_key, null, correlation_id,
       event_id::text, run_id::text, null, error, created_at, started_at, finished_at
from finished_jobs
where id = $1::bigint
limit 1
