-- The group $1 has handled everything after $2 up to $3, if it still stands there: meanwhile it may have been sought.
update event_consumers
set position = $3::bigint, failures = 0, last_error = null, retry_at = null, updated_at = now()
where name = $1 and position = $2::bigint
