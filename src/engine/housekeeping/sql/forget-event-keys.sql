-- Keys that no longer stand for their event, up to $1 of them.
delete from event_keys
where (source, key) in (
  select source, key from event_keys where expires_at <= now() order by expires_at limit $1::int
)
returning key
