-- Effect $1 has left in its attempt $3; $2 is what the other side answered. Those of the list $4 left with it. A later
-- attempt is not touched.
with sent as (
  update effects
  set state = 'sent', sent_at = clock_timestamp(), result = $2::jsonb, error = null
  where id = $1::bigint and state = 'sending' and attempts = $3::smallint
  returning id, priority, created_at, event_id
), merged as (
  update effects
  set state = 'merged', merged_into = $1::bigint, sent_at = clock_timestamp(), error = null
  where id = any (array(select one::bigint from jsonb_array_elements_text($4::jsonb) one))
    and state = 'pending'
    and exists (select 1 from sent)
  returning id, priority, created_at, event_id
)
select gone.id, gone.priority::int as priority,
       extract(epoch from clock_timestamp() - gone.created_at)::float8 as "latencySeconds",
       (select extract(epoch from clock_timestamp() - e.received_at)::float8
        from events e where e.id = gone.event_id) as "sinceEventSeconds"
from (select * from sent union all select * from merged) gone
