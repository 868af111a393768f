-- The event that a key stands for.
select e.id::text as id, e.position, e.state
from event_keys k
join events e on e.id = k.event_id
where k.source = $1 and k.key = $2
