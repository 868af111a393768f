-- The group $1 goes on with the event after position $2. Waits for a batch that is being handled.
update event_consumers
set position = $2::bigint, failures = 0, last_error = null, retry_at = null, updated_at = now()
where name = $1
returning name
