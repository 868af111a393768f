-- Slots that were decided about more than $2 days ago, up to $1 of them.
delete from task_slots
where (task_id, slot_at) in (
  select task_id, slot_at from task_slots where made_at < now() - make_interval(days => $2::int)
  order by made_at
  limit $1::int
)
returning slot_at
