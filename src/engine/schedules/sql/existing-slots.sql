-- Slots of task $1 among the times $2 (a JSON list) that were decided about; those that were missed may be made after all.
select s.slot_at as at
from task_slots s
where s.task_id = $1::uuid and s.cause <> 'missed'
  and s.slot_at = any (array(select value::timestamptz from jsonb_array_elements_text($2::jsonb)))
