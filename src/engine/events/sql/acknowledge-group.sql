-- The group $1 has handled what its lease $2 (hash) handed out, up to $3 (null: all of it). When that is all, the lease
-- is over; its hash stays, so that the same again finds it. No row: the lease is another's, or $3 lies behind it.
update event_consumers
set position = greatest(position, coalesce($3::bigint, handed_out_to)),
    lease_until = case when coalesce($3::bigint, handed_out_to) < handed_out_to then lease_until end,
    updated_at = now()
where name = $1 and lease_hash = $2 and coalesce($3::bigint, handed_out_to) <= handed_out_to
returning position, case when lease_until > clock_timestamp() then lease_until end as "leasedUntil"
