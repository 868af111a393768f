-- The oldest queued run of the concurrency key $1 is under way from now on. The caller holds the key's lock.
update runs
set state = 'running', started_at = clock_timestamp()
where id = (
  select id from runs where concurrency_key = $1 and state = 'queued' order by created_at, id limit 1 for no key update
)
returning id::text as id
