-- Events that are committed but wait for an older transaction that is still open: how many, $1 at most, and for how
-- long the oldest.
select count(*)::int as events,
       greatest(0, coalesce(extract(epoch from clock_timestamp() - min(received_at)), 0))::float8 as seconds
from (
  select received_at
  from events
  where position >= (
    select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_offset) << 16
    from stream_epoch
    where id = 1
  )
  order by position
  limit (select $1::int)
) unsettled
