-- Handovers of a day in the company's zone. $1 branch or null, $2 day, $3 zone
select
  h.kind, h.booking_id, l.branch, h.car_id, c.plate, c.model, h.at,
  h.mileage, h.fuel_eighths, jsonb_array_length(h.damage) as damages, h.missing,
  s.name as staff
from handovers h
join checklists l on l.id = h.checklist_id
left join cars c on c.id = h.car_id
left join staff s on s.telegram_id = h.staff_id
where ($1::text is null or l.branch = $1::text)
  and h.at >= ($2::date)::timestamp at time zone $3::text
  and h.at < ($2::date + 1)::timestamp at time zone $3::text
order by h.at, h.booking_id
limit 500
