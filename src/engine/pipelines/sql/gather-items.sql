-- The for-each $2 of the run $1 is over ($3: done, failed or cancelled, $4 why): its output is the list of what its items gave, in
-- their order. Items that were not begun are cancelled.
with items as (
  select jsonb_agg(coalesce(output, 'null') order by item) as outputs
  from run_steps where run_id = $1::uuid and parent = $2
), cancelled as (
  update run_steps set state = 'cancelled', finished_at = clock_timestamp()
  where run_id = $1::uuid and parent = $2 and state = 'pending'
)
update run_steps
set state = $3, error = $4, finished_at = clock_timestamp(),
    output = case when $3 = 'done' then (select outputs from items) end
where run_id = $1::uuid and step = $2
