-- Effect $1 has left in its attempt $3; $2 is what the other side answered. A later attempt is not touched.
update effects
set state = 'sent', sent_at = clock_timestamp(), result = $2::jsonb, error = null
where id = $1::bigint and state = 'sending' and attempts = $3::smallint
returning id, extract(epoch from clock_timestamp() - created_at)::float8 as "latencySeconds",
          (select extract(epoch from clock_timestamp() - e.received_at)::float8
           from events e where e.id = effects.event_id) as "sinceEventSeconds"
