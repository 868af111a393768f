-- The group $1 gets the types $2 (JSON list; null: all). What it has handed out was chosen by others, so its lease ends.
-- No row: these are its types.
update event_consumers
set types = $2::jsonb, lease_hash = null, lease_until = null, handed_out_to = null, updated_at = now()
where name = $1 and types is distinct from $2::jsonb
returning name
