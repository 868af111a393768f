-- The event at position $2 that the group $1 gave up.
select e.id::text as id, e.position, e.type, e.source, e.branch, e."timestamp", e.received_at as "receivedAt",
       e.payload, e.correlation_id as "correlationId"
from consumer_faults f
join events e on e.id = f.event_id
where f.consumer = $1 and f.position = $2::bigint
