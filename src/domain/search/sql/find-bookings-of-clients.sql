-- Bookings by the client's name, those that are not over first, soonest first.
-- $1 words of the name as they are compared, $2 the pairs of all of them, $3 branches or null for all, $4 what ended before
-- is left out, $5 at most so many
with meant as materialized (
  select id
  from clients
  where search_pairs(name_key(name)) @> array(select jsonb_array_elements_text($2::jsonb))
    and not exists (
      select 1 from jsonb_array_elements_text($1::jsonb) as word where position(word in name_key(name)) = 0
    )
)
select b.id
from meant
join bookings b on b.client_id = meant.id
where not b.deleted
  and ($3::jsonb is null or b.branch in (select jsonb_array_elements_text($3::jsonb)))
  and coalesce(b.returned_at, b.end_at, b.start_at, b.updated_at) >= $4::timestamptz
order by b.archived or b.returned_at is not null, b.start_at nulls last, b.id
limit $5::int
