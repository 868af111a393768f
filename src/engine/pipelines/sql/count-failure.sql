-- Counts the end of a run of the task $1. $2: it failed; $3: from so many failures in a row on people are told, null:
-- never. Answers the count, and whether people had been told before.
with before as (
  select failure_told from tasks where id = $1::uuid for no key update
)
update tasks t
set failures = case when $2::boolean then t.failures + 1 else 0 end,
    failure_told = $2::boolean and (before.failure_told or coalesce(t.failures + 1 >= $3::int, false))
from before
where t.id = $1::uuid
returning t.failures, before.failure_told as "wasTold"
