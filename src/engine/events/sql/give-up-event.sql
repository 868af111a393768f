-- The group $1, at position $2 after $3 failures in a row, goes on behind the event $5 at $4, which it gives up with
-- the error $6. No row: meanwhile another process went on.
with moved as (
  update event_consumers
  set position = $4::bigint, failures = 0, last_error = null, retry_at = null, updated_at = now()
  where name = $1 and position = $2::bigint and failures = $3::int
  returning name
)
insert into consumer_faults (consumer, position, event_id, error)
select name, $4::bigint, $5::uuid, $6 from moved
on conflict (consumer, position) do update set error = excluded.error, at = now()
returning position
