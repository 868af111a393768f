-- Takes the key $2 of actor $1 for the request with the hash $3; no row when it was taken. Waits for a transaction
-- that has just taken it, as long as lock_timeout allows.
insert into api_idempotency (actor, key, request_hash)
values ($1, $2, $3)
on conflict (actor, key) do update
set request_hash = excluded.request_hash, status = null, body = null, created_at = now()
where api_idempotency.created_at < now() - interval '24 hours'
returning key
