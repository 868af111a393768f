-- The highest position that is settled: all events up to it are there for good, all to come lie above it.
select ((pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_offset) << 16) - 1 as position
from stream_epoch
where id = 1
