-- Stores jobs of which some have a dedupe key. One whose key is already waiting, ready or running is left out, and so is
-- one whose key was used within its window; of several in one call that share a key the first one counts. Else it
-- stores what enqueue.sql stores.
with given as materialized (
  select j.*, row_number() over () as place
  from jsonb_to_recordset($1::jsonb) as j (
    kind text, priority smallint, "runAt" timestamptz, "delayMs" double precision, payload jsonb,
    "maxAttempts" smallint, "concurrencyKey" text, "dedupeKey" text, "dedupeWindowMs" double precision,
    "correlationId" text, "eventId" uuid, "runId" uuid
  )
), opened as (
  insert into job_dedupe_windows as w (kind, key, expires_at)
  select distinct on (kind, "dedupeKey") kind, "dedupeKey", now() + make_interval(secs => "dedupeWindowMs" / 1000)
  from given
  where "dedupeWindowMs" is not null and "dedupeKey" is not null
    -- One that is left out for a living job opens no window.
    and not exists (
      select 1 from jobs j where j.kind = given.kind and j.dedupe_key = given."dedupeKey" and j.state <> 'dead'
    )
  order by kind, "dedupeKey", place
  on conflict (kind, key) do update set expires_at = excluded.expires_at where w.expires_at <= now()
  returning kind, key
)
insert into jobs (kind, state, priority, run_at, payload, max_attempts, concurrency_key, dedupe_key, correlation_id, event_id, run_id)
select g.kind,
       case when coalesce(g."delayMs", 0) > 0 or g."runAt" > now() then 'waiting' else 'ready' end,
       g.priority,
       coalesce(g."runAt", now() + make_interval(secs => coalesce(g."delayMs", 0) / 1000.0)),
       coalesce(g.payload, 'null'), g."maxAttempts", g."concurrencyKey", g."dedupeKey", g."correlationId", g."eventId", g."runId"
from given g
where g."dedupeWindowMs" is null or g."dedupeKey" is null
   or (g.kind, g."dedupeKey") in (select kind, key from opened)
order by g.place
on conflict (kind, dedupe_key) where dedupe_key is not null and state <> 'dead' do nothing
returning id
