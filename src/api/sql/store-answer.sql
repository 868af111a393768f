-- Keeps the answer (status $4, body $5 as JSON) of actor $1 to the request with the key $2 and the hash $3, if nobody
-- has answered it meanwhile.
insert into api_idempotency (actor, key, request_hash, status, body)
values ($1, $2, $3, $4::int, $5::jsonb)
on conflict (actor, key) do update
set status = excluded.status, body = excluded.body
where api_idempotency.status is null and api_idempotency.request_hash = excluded.request_hash
