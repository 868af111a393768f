-- Bookings whose car is to be given out within so many hours. $1 branch or null, $2 hours
select
  b.id, b.branch, b.state, b.start_at, b.end_at, b.location_start, b.responsible,
  b.car_id, c.plate, c.model, cl.name as client
from bookings b
left join cars c on c.id = b.car_id
left join clients cl on cl.id = b.client_id
where ($1::text is null or b.branch = $1::text)
  and b.start_at between now() and now() + make_interval(hours => $2::int)
  and b.issued_at is null and b.returned_at is null
  and not b.in_rent and not b.archived and not b.deleted
order by b.start_at, b.id
limit 500
