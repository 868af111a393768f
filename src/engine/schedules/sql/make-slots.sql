-- Makes slots, a task.fire job for each that is new, and moves their tasks on; $2: the time (null: now).
-- $1: JSON, a list of {taskId, seenSettledUntil, seenNextSlotAt, settledUntil, nextSlotAt, ended,
-- slots: [{at, cause, runAt, correlationId}]}. A task that is not any more as it was seen (another scheduler was here,
-- or somebody paused, snoozed or changed it) or is held by somebody is passed over: the next round looks again.
-- Answers the slots that were new, with their lag.
with given as materialized (
  select g.*
  from jsonb_to_recordset($1::jsonb) as g (
    "taskId" uuid, "seenSettledUntil" timestamptz, "seenNextSlotAt" timestamptz,
    "settledUntil" timestamptz, "nextSlotAt" timestamptz, ended boolean, slots jsonb
  )
), held as materialized (
  -- Nobody is waited for, so any number of these at once cannot lock each other out.
  select t.id, t.priority, g."settledUntil", g."nextSlotAt", g.ended, g.slots
  from given g
  join tasks t on t.id = g."taskId"
  where t.state = 'active' and t.settled_until = g."seenSettledUntil" and t.next_slot_at = g."seenNextSlotAt"
  for no key update of t skip locked
), moved as (
  update tasks t
  set settled_until = h."settledUntil",
      next_slot_at = h."nextSlotAt",
      state = case when h.ended then 'ended' else t.state end
  from held h
  where t.id = h.id
), slots as materialized (
  select h.id, h.priority, s.*
  from held h
  cross join lateral jsonb_to_recordset(h.slots) as s (
    at timestamptz, cause text, "slotAt" text, "runAt" timestamptz, "correlationId" text
  )
), made as (
  insert into task_slots (task_id, slot_at, cause, made_at)
  select id, at, cause, coalesce($2::timestamptz, now()) from slots
  on conflict (task_id, slot_at) do nothing
  returning task_id, slot_at, cause
), jobs as (
  insert into jobs (kind, state, priority, run_at, payload, max_attempts, concurrency_key, correlation_id)
  select 'task.fire',
         case when s."runAt" > coalesce($2::timestamptz, now()) then 'waiting' else 'ready' end,
         s.priority,
         case when s."runAt" > coalesce($2::timestamptz, now()) then s."runAt" else now() end,
         jsonb_build_object('taskId', s.id, 'slotAt', s."slotAt", 'cause', s.cause),
         0, 'task.fire:' || s.id, s."correlationId"
  from made m
  join slots s on s.id = m.task_id and s.at = m.slot_at
  where s.cause = any (array['schedule', 'catch_up'])
  -- Slots of one task are fired in their order.
  order by s.at, s.priority
)
select m.task_id::text as "taskId", m.slot_at as "slotAt", m.cause,
       date_part('epoch', coalesce($2::timestamptz, clock_timestamp()) - m.slot_at) as "lagSeconds"
from made m
