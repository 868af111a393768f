-- The agent whose token has the hash $1. That it was seen is written at most once a minute.
with seen as (
  update api_agents
  set last_seen_at = now()
  where token_hash = $1 and deleted_at is null and token_expires_at > now()
    and (last_seen_at is null or last_seen_at < now() - interval '1 minute')
)
select id::text as id, name, scopes, requests_per_minute as "requestsPerMinute", token_hash as "tokenHash",
       coalesce(token_expires_at <= now(), false) as "isExpired"
from api_agents
where token_hash = $1 and deleted_at is null
