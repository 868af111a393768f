-- What may have arrived from lane $1 although nobody heard the answer. It goes before everything else: as long as
-- nothing was sent after it, it can be looked for.
select id, lane, channel, kind, priority, payload, merge_key as "mergeKey", attempts, true as uncertain,
       correlation_id as "correlationId", event_id::text as "eventId", created_at as "createdAt"
from effects
where lane = $1 and state in ('pending', 'sending') and (state = 'sending' or uncertain)
order by lane, priority, id
limit 1
