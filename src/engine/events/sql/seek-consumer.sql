-- The group $1 goes on with the event after position $2, and whoever holds a lease has lost it. Waits for a batch that
-- is being handled.
update event_consumers
set position = $2::bigint, failures = 0, last_error = null, retry_at = null,
    lease_hash = null, lease_until = null, handed_out_to = null, updated_at = now()
where name = $1
returning name
