-- Agent $1 has the token with the hash $2 from now on, for $3 days, and no other.
update api_agents
set token_hash = $2, token_expires_at = now() + make_interval(days => $3::int), updated_at = now()
where id = $1::uuid
returning token_expires_at as "expiresAt"
