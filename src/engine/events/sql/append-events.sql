-- Stores events, each once, in the order given. One whose key is still valid finds the first event instead: then its row
-- does not come back. The job that routes an event is stored by the same statement, so an event without one cannot exist.
-- $1: JSON list of {id, type, source, branch, timestamp, dedupeKey, keyTtlSeconds, state, payload, raw, reason,
-- correlationId, job: {kind, priority, maxAttempts, concurrencyKey, payload}}; no source and key stand in it twice.
with given as materialized (
  select e.*, row_number() over () as place
  from jsonb_to_recordset($1::jsonb) as e (
    id uuid, type text, source text, branch text, "timestamp" timestamptz, "dedupeKey" text,
    "keyTtlSeconds" double precision, state text, payload jsonb, raw text, reason text, "correlationId" text, job jsonb
  )
), claimed as (
  insert into event_keys as k (source, key, event_id, expires_at)
  select source, "dedupeKey", id, coalesce(now() + make_interval(secs => "keyTtlSeconds"), 'infinity')
  from given
  where "dedupeKey" is not null
  -- Everybody takes keys in one order: two that share some wait for each other, and never both.
  order by source, "dedupeKey"
  on conflict (source, key) do update
    set event_id = excluded.event_id, expires_at = excluded.expires_at
    where k.expires_at <= now()
  returning event_id
), stored as (
  insert into events (id, position, type, source, branch, "timestamp", dedupe_key, state, payload, raw, reason, correlation_id)
  select id, event_position(), type, source, branch, "timestamp", "dedupeKey", state, payload, raw, reason, "correlationId"
  from given
  where "dedupeKey" is null or id in (select event_id from claimed)
  order by place
  returning id
), jobs_stored as (
  insert into jobs (kind, state, priority, payload, max_attempts, concurrency_key, correlation_id, event_id)
  select j.kind, 'ready', j.priority, j.payload, j."maxAttempts", j."concurrencyKey", g."correlationId", g.id
  from given g
  cross join jsonb_to_record(g.job) as j (
    kind text, priority smallint, "maxAttempts" smallint, "concurrencyKey" text, payload jsonb
  )
  where g.id in (select id from stored)
  order by g.place
)
select id::text as id from stored
