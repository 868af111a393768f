-- What waits in lane $1 under the merge key $2 beside effect $3, oldest first, $4 at most.
select e.id, e.lane, e.channel, e.kind, e.priority, e.payload, e.merge_key as "mergeKey", e.attempts, e.uncertain,
       e.correlation_id as "correlationId", e.event_id::text as "eventId", e.created_at as "createdAt"
from effects e
join effects head on head.id = $3::bigint and e.channel = head.channel and e.kind = head.kind
where e.lane = $1 and e.merge_key = $2 and e.state = 'pending' and e.id <> $3::bigint
order by e.lane, e.merge_key, e.id
limit $4::int
