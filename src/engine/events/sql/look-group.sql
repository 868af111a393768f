-- Where the group $1 stands: how long its lease still holds, in ms; what it has to do with the lease $2 (hash) that is
-- asked for: holds | over (it may be given again) | used (all of it was acknowledged) | none; and its next event: none,
-- not settled yet, or ready. The shape of the search as in read-events.sql. Takes no lock and no transaction id.
select c.position, c.types, c.handed_out_to as "handedOutTo", c.lease_until as "leaseUntil",
       greatest(0, coalesce(extract(epoch from c.lease_until - clock_timestamp()) * 1000, 0))::float8 as "leasedForMs",
       case
         when c.lease_hash is distinct from $2 then 'none'
         when c.lease_until > clock_timestamp() then 'holds'
         when c.lease_until is not null then 'over'
         else 'used'
       end as lease,
       case
         when next.position is null then 'none'
         when next.position < (
           select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_offset) << 16
           from stream_epoch
           where id = 1
         ) then 'ready'
         else 'unsettled'
       end as next
from event_consumers c
cross join lateral (
  select min(position) as position
  from (
    (
      select position
      from events
      where c.types is null and position > c.position and state <> 'quarantined'
      order by position
      limit 1
    )
    union all
    (
      select of_type.position
      from (select distinct jsonb_array_elements_text(c.types) as type) t
      cross join lateral (
        select position
        from events
        where (type, position) > (t.type, c.position) and type <= t.type
        order by type, position
        limit 1
      ) of_type
    )
  ) first
) next
where c.name = $1
