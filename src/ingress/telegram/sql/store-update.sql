-- Stores an update once by its id, together with the job that handles it.
-- $1 update id, $2 body, $3 concurrency key, $4 correlation id
with stored as (
  insert into telegram_updates (update_id, body)
  values ($1::bigint, $2::jsonb)
  on conflict (update_id) do nothing
  returning update_id
)
insert into jobs (kind, state, priority, payload, max_attempts, concurrency_key, correlation_id)
select 'telegram.update', 'ready', 1, jsonb_build_object('updateId', update_id::text), 12, $3, $4
from stored
returning id
