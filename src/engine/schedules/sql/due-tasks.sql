-- Active tasks of which a slot has come at $1 (null: now) or comes within $2 ms, the longest due first, behind the task
-- $4 with its slot at $3; $5 at most.
select t.id::text as id, t.schedule_kind as "scheduleKind", t.schedule_expr as "scheduleExpr", t.timezone, t.anchor,
       t.catch_up as "catchUp", t.catch_up_seconds as "catchUpSeconds", t.exclude, t.jitter_seconds as "jitterSeconds",
       t.settled_until as "settledUntil", t.next_slot_at as "nextSlotAt", moment.now
from (select date_trunc('milliseconds', coalesce($1::timestamptz, now())) as now) as moment
cross join tasks t
where t.state = 'active' and t.next_slot_at is not null
  and t.next_slot_at <= moment.now + make_interval(secs => $2::float8 / 1000)
  and (t.next_slot_at, t.id) > ($3::timestamptz, $4::uuid)
order by t.next_slot_at, t.id
limit $5::int
