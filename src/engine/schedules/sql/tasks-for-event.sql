-- Active tasks that wait for events and may match a topic whose first part, without `custom.`, is $1, by id. The whole
-- pattern is matched by who asks.
select t.id::text as id, t.schedule_expr as pattern
from tasks t
where t.state = 'active' and t.schedule_kind = 'event' and t.version > 0
  and (t.snoozed_until is null or t.snoozed_until <= now())
  and split_part(t.schedule_expr, '.', 1) = any (array[$1, '*', '**', 'custom'])
order by t.id
