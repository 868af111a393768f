-- The newest $1 events, the newest first, with the runs that each started.
with page as materialized (
  select * from events order by position desc limit $1::int
), started as (
  select event_id, jsonb_agg(
    jsonb_build_object('id', id, 'route', route, 'task_id', task_id, 'cause', cause, 'state', state) order by created_at
  ) as runs
  from runs
  where event_id in (select id from page)
  group by event_id
)
select page.id::text as id, position, type, source, branch, "timestamp", received_at as "receivedAt",
       dedupe_key as "dedupeKey", state, payload, raw, reason, correlation_id as "correlationId",
       coalesce(started.runs, '[]') as runs
from page
left join started on started.event_id = page.id
order by position desc
