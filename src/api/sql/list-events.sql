-- The events after position $1 in the stream's order, those in quarantine too: of the types $2 (JSON list; null: all),
-- the source $3, the branch $4, stored since $5 (null: any); at most $6. Only settled ones, so that nothing can come
-- before the last of them any more (src/engine/events/sql/read-events.sql), with the runs that each started.
with unsettled as materialized (
  select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_offset) << 16 as first
  from stream_epoch
  where id = 1
), matching as not materialized (
  select e.*
  from events e
  where e.position > $1::bigint and e.position < (select first from unsettled)
    and ($2::jsonb is null or e.type = any (array(select jsonb_array_elements_text($2::jsonb))))
    and ($3::text is null or e.source = $3)
    and ($4::text is null or e.branch = $4)
    and ($5::timestamptz is null or e.received_at >= $5)
), page as materialized (
  select * from matching order by position limit $6::int
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
       coalesce(started.runs, '[]') as runs, (select count(*)::int from matching) as total
from page
left join started on started.event_id = page.id
order by position
