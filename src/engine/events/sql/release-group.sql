-- Ends the lease $2 (hash) of the group $1: what was not acknowledged is handed out again. No row: it is not the lease.
update event_consumers
set lease_hash = null, lease_until = null, handed_out_to = null, updated_at = now()
where name = $1 and lease_hash = $2
returning name
