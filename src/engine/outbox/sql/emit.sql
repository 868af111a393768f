-- Stores effects; one whose key was stored before is left out.
insert into effects (lane, channel, kind, priority, payload, key, merge_key, state, correlation_id, event_id)
select e.lane, e.channel, e.kind, e.priority, e.payload, e.key, e."mergeKey", 'pending', e."correlationId", e."eventId"
from jsonb_to_recordset($1::jsonb) as e (
  lane text, channel text, kind text, priority smallint, payload jsonb, key text, "mergeKey" text,
  "correlationId" text, "eventId" uuid
)
on conflict (key) do nothing
returning id
