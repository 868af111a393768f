-- The groups whose name is $1 or, with null, begins with $2 (empty: all), by name: at most $3 after the first $4. One
-- row always comes, for `total`; where nothing is on the page its name is null.
with matching as materialized (
  select name, position, types, case when lease_until > clock_timestamp() then lease_until end as "leasedUntil"
  from event_consumers
  where name = $1::text or ($1::text is null and starts_with(name, $2::text))
), page as (
  select * from matching order by name limit $3::int offset $4::int
)
select page.*, matched.total
from (select count(*)::int as total from matching) matched
left join page on true
order by page.name
