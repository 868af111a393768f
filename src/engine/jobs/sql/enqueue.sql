-- Stores jobs without a dedupe key, in the order given. $1: JSON list. A window, a join or a conflict clause here would
-- cost as much as the insert: that is what enqueue-once.sql is for.
insert into jobs (kind, state, priority, run_at, payload, max_attempts, concurrency_key, correlation_id, event_id, run_id)
select g.kind,
       case when coalesce(g."delayMs", 0) > 0 or g."runAt" > now() then 'waiting' else 'ready' end,
       g.priority,
       coalesce(g."runAt", now() + make_interval(secs => coalesce(g."delayMs", 0) / 1000.0)),
       coalesce(g.payload, 'null'), g."maxAttempts", g."concurrencyKey", g."correlationId", g."eventId", g."runId"
from jsonb_to_recordset($1::jsonb) as g (
  kind text, priority smallint, "runAt" timestamptz, "delayMs" double precision, payload jsonb, "maxAttempts" smallint,
  "concurrencyKey" text, "correlationId" text, "eventId" uuid, "runId" uuid
)
returning id
