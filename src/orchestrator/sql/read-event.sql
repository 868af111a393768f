-- The event $1, and how new everything is that is read from now on: transactions from `snapshot` on are not in it yet.
select id::text as id, type, source, branch, "timestamp", correlation_id as "correlationId", payload,
       pg_snapshot_xmax(pg_current_snapshot())::text as snapshot
from events
where id = $1::uuid
