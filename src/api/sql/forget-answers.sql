-- Forgets up to $1 answers that are older than 24 hours: so long a request may be repeated under its key.
delete from api_idempotency
where (actor, key) in (
  select actor, key from api_idempotency where created_at < now() - interval '24 hours' limit $1::int
)
returning key
