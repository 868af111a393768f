-- The run $1 is over: $2 done or failed, $3 why. Steps $4 (JSON list of {step, part, stage, uses}), which have not begun,
-- never will. Answers its steps without the items of for-eaches.
with run as (
  update runs set state = $2, error = coalesce($3, error), finished_at = clock_timestamp() where id = $1::uuid
), never as (
  insert into run_steps as known (run_id, step, part, stage, uses, state, finished_at)
  select $1::uuid, s.step, s.part, s.stage, s.uses, 'cancelled', clock_timestamp()
  from jsonb_to_recordset($4::jsonb) as s (step text, part text, stage smallint, uses text)
  on conflict (run_id, step) do update
    set state = 'cancelled', finished_at = excluded.finished_at
    where known.state = 'pending'
)
select step, uses, state, output, error from run_steps where run_id = $1::uuid and parent is null
