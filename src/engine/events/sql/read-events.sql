-- The next up to $2 settled events after position $1, in order: those of the types $3 (JSON list), or with null of
-- all types but what is in quarantine; those of the branch $4, or with null of all.
-- Settled is what lies below the oldest transaction that is still open. Unsettled events are cut off after the limit,
-- not in the search: they are the highest, so nothing is skipped, and a search with one bound and a limit that the
-- planner cannot see walks the index in its order whatever the statistics say. The row comparison keeps a rare type
-- on its own index, also where the statistics know of one type only.
with unsettled as materialized (
  select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_offset) << 16 as first
  from stream_epoch
  where id = 1
)
select e.id::text as id, e.position, e.type, e.source, e.branch, e."timestamp", e.received_at as "receivedAt",
       e.payload, e.correlation_id as "correlationId"
from (
  (
    select *
    from events
    where $3::jsonb is null and position > $1::bigint and state <> 'quarantined'
      and coalesce(branch = $4::text, $4::text is null)
    order by position
    limit (select $2::int)
  )
  union all
  (
    select of_type.*
    from (select distinct jsonb_array_elements_text($3::jsonb) as type) t
    cross join lateral (
      select *
      from events
      where (type, position) > (t.type, $1::bigint) and type <= t.type
        and coalesce(branch = $4::text, $4::text is null)
      order by type, position
      limit (select $2::int)
    ) of_type
  )
) e
where e.position < (select first from unsettled)
order by e.position
limit $2::int
