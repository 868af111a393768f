-- Cars, and the booking that has each out now. $1 branch or null
select
  c.id, c.branch, c.plate, c.model, c.mileage, c.fuel_eighths, c.clean,
  o.id as booking_id, o.end_at as back_at
from cars c
left join lateral (
  select b.id, b.end_at
  from bookings b
  where b.car_id = c.id
    and (b.issued_at is not null or b.in_rent) and b.returned_at is null
    and not b.archived and not b.deleted
  order by b.start_at desc nulls last, b.id desc
  limit 1
) o on true
where ($1::text is null or c.branch = $1::text) and not c.deleted
order by c.plate nulls last, c.id
limit 500
