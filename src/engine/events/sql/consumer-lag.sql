-- How far the groups $1 (JSON list of {name, types}) are behind: settled events, $2 at most, and the age of the oldest.
-- Types and the shape of the search as in read-events.sql.
with unsettled as materialized (
  select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_offset) << 16 as first
  from stream_epoch
  where id = 1
)
select c.name, least(behind.events, $2::int) as events, behind.seconds, c.failures, faults.faults
from jsonb_to_recordset($1::jsonb) as g (name text, types jsonb)
join event_consumers c on c.name = g.name
cross join lateral (
  select count(*)::int as events,
         greatest(0, coalesce(extract(epoch from clock_timestamp() - min(e.received_at)), 0))::float8 as seconds
  from (
    (
      select position, received_at
      from events
      where nullif(g.types, 'null') is null and position > c.position and state <> 'quarantined'
      order by position
      limit (select $2::int)
    )
    union all
    (
      select of_type.position, of_type.received_at
      from (select distinct jsonb_array_elements_text(nullif(g.types, 'null')) as type) t
      cross join lateral (
        select position, received_at
        from events
        where (type, position) > (t.type, c.position) and type <= t.type
        order by type, position
        limit (select $2::int)
      ) of_type
    )
  ) e
  where e.position < (select first from unsettled)
) behind
cross join lateral (
  select count(*)::int as faults from consumer_faults f where f.consumer = c.name
) faults
order by c.name
