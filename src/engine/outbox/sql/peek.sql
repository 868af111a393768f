-- What leaves next from lane $1: the most urgent, then the oldest.
select id, lane, channel, kind, priority, payload, merge_key as "mergeKey", attempts, uncertain,
       correlation_id as "correlationId", event_id::text as "eventId", created_at as "createdAt"
from effects
where lane = $1 and state in ('pending', 'sending')
order by lane, priority, id
limit 1
