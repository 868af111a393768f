-- Cars by a part of their plate or model; the nearest to what was typed first.
-- $1 plate key or null, $2 its pairs, $3 name key or null, $4 its pairs, $5 branches or null for all, $6 at most so many
with by_plate as (
  select id, plate,
    case when plate_key(plate) = $1 then 0 when starts_with(plate_key(plate), $1) then 1 else 2 end as distance
  from cars
  where $1::text is not null
    and search_pairs(plate_key(plate)) @> array(select jsonb_array_elements_text($2::jsonb))
    and position($1 in plate_key(plate)) > 0
    and not deleted
    and ($5::jsonb is null or branch in (select jsonb_array_elements_text($5::jsonb)))
), by_model as (
  select id, plate, 3 as distance
  from cars
  where $3::text is not null
    and search_pairs(name_key(model)) @> array(select jsonb_array_elements_text($4::jsonb))
    and position($3 in name_key(model)) > 0
    and not deleted
    and ($5::jsonb is null or branch in (select jsonb_array_elements_text($5::jsonb)))
)
select id, min(distance)::int as distance
from (select * from by_plate union all select * from by_model) as found
group by id, plate
order by min(distance), plate, id
limit $6::int
