-- Whether nothing can come before position $1 any more (src/engine/events/sql/read-events.sql).
select $1::bigint < (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_offset) << 16 as "isSettled"
from stream_epoch
where id = 1
