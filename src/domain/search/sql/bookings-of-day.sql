-- What is to be issued or returned between two moments, in the order of the day.
-- $1 branches, $2 from, $3 to, $4 at most so many
with theirs as (
  select id, start_at as at
  from bookings
  where branch = any (array(select jsonb_array_elements_text($1::jsonb)))
    and start_at between $2::timestamptz and $3::timestamptz
    and issued_at is null and not in_rent and returned_at is null and not deleted and not archived
  union all
  select id, end_at
  from bookings
  where branch = any (array(select jsonb_array_elements_text($1::jsonb)))
    and end_at between $2::timestamptz and $3::timestamptz
    and (issued_at is not null or in_rent) and returned_at is null and not deleted and not archived
)
select id from theirs order by at, id limit $4::int
