-- Stores an event once. A key that is still valid finds the first event instead: then no row comes back.
-- The job that routes the event is stored by the same statement, so an event without one cannot exist.
-- $1 event {id,type,source,branch,timestamp,dedupeKey,keyTtlSeconds,state,payload,raw,reason,correlationId}
-- $2 job {kind,priority,maxAttempts,concurrencyKey,payload} or null
with event as (
  select *
  from jsonb_to_record($1::jsonb) as e (
    id uuid, type text, source text, branch text, "timestamp" timestamptz, "dedupeKey" text,
    "keyTtlSeconds" double precision, state text, payload jsonb, raw text, reason text, "correlationId" text
  )
), claimed as (
  insert into event_keys as k (source, key, event_id, expires_at)
  select source, "dedupeKey", id, coalesce(now() + make_interval(secs => "keyTtlSeconds"), 'infinity')
  from event
  where "dedupeKey" is not null
  on conflict (source, key) do update
    set event_id = excluded.event_id, expires_at = excluded.expires_at
    where k.expires_at <= now()
  returning event_id
), stored as (
  insert into events (id, position, type, source, branch, "timestamp", dedupe_key, state, payload, raw, reason, correlation_id)
  select id, event_position(), type, source, branch, "timestamp", "dedupeKey", state, payload, raw, reason, "correlationId"
  from event
  where "dedupeKey" is null or exists (select 1 from claimed)
  returning id, position, correlation_id
), job as (
  insert into jobs (kind, state, priority, payload, max_attempts, concurrency_key, correlation_id, event_id)
  select j.kind, 'ready', j.priority, j.payload, j."maxAttempts", j."concurrencyKey", s.correlation_id, s.id
  from stored s
  cross join jsonb_to_record(coalesce($2::jsonb, '{}'::jsonb)) as j (
    kind text, priority smallint, "maxAttempts" smallint, "concurrencyKey" text, payload jsonb
  )
  where j.kind is not null
)
select id::text as id, position from stored
