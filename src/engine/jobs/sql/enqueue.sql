-- Stores jobs; one whose dedupe key is already waiting, ready or running is left out.
insert into jobs (kind, state, priority, run_at, payload, max_attempts, concurrency_key, dedupe_key, correlation_id, event_id, run_id)
select j.kind,
       case when coalesce(j."delayMs", 0) > 0 or j."runAt" > now() then 'waiting' else 'ready' end,
       j.priority,
       coalesce(j."runAt", now() + make_interval(secs => coalesce(j."delayMs", 0) / 1000.0)),
       j.payload, j."maxAttempts", j."concurrencyKey", j."dedupeKey", j."correlationId", j."eventId", j."runId"
from jsonb_to_recordset($1::jsonb) as j (
  kind text, priority smallint, "runAt" timestamptz, "delayMs" double precision, payload jsonb,
  "maxAttempts" smallint, "concurrencyKey" text, "dedupeKey" text, "correlationId" text, "eventId" uuid, "runId" uuid
)
on conflict (kind, dedupe_key) where dedupe_key is not null and state <> 'dead' do nothing
returning id
