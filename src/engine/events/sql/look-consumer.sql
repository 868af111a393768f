-- Where the group $1 stands, and its next event: none, not settled yet, or ready. Types $2 and the shape of the
-- search as in read-events.sql. Takes no lock and no transaction id.
select c.position, c.failures,
       greatest(0, extract(epoch from c.retry_at - clock_timestamp()) * 1000)::float8 as "retryInMs",
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
      where $2::jsonb is null and position > c.position and state <> 'quarantined'
      order by position
      limit 1
    )
    union all
    (
      select of_type.position
      from (select distinct jsonb_array_elements_text($2::jsonb) as type) t
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
