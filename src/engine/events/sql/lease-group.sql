-- Gives the events of the group $1 after position $2 up to $3, that were read for the types $4, to the lease $5 (hash)
-- for $6 s. No row: meanwhile somebody else has them, or the group stands elsewhere or has other types.
update event_consumers
set lease_hash = $5, lease_until = clock_timestamp() + make_interval(secs => $6::float8), handed_out_to = $3::bigint,
    updated_at = now()
where name = $1 and position = $2::bigint and types is not distinct from $4::jsonb
  and (lease_until is null or lease_until <= clock_timestamp())
returning lease_until as "leaseUntil"
