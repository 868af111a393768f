-- The position before the first event that was received at $1 or later, settled or still to come.
select least((select min(position) from events where received_at >= $1::timestamptz),
             (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_offset) << 16) - 1 as position,
       $1::timestamptz > clock_timestamp() as "inFuture"
from stream_epoch
where id = 1
