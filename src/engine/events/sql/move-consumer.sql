-- The group $1 has handled everything after $2 up to $3: also what it had given up there before it was sought back.
with moved as (
  update event_consumers
  set position = $3::bigint, failures = 0, last_error = null, retry_at = null, updated_at = now()
  where name = $1
)
delete from consumer_faults
where consumer = $1 and position > $2::bigint and position <= $3::bigint
