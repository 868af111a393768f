-- Bookings whose car is out and is to come back within so many hours; those overdue come first. $1 branch or null, $2 hours
select
  b.id, b.branch, b.state, b.start_at, b.end_at, b.location_end, b.responsible,
  b.car_id, c.plate, c.model, cl.name as client, b.end_at < now() as overdue
from bookings b
left join cars c on c.id = b.car_id
left join clients cl on cl.id = b.client_id
where ($1::text is null or b.branch = $1::text)
  and b.end_at <= now() + make_interval(hours => $2::int)
  and (b.issued_at is not null or b.in_rent) and b.returned_at is null
  and not b.archived and not b.deleted
order by b.end_at, b.id
limit 500
