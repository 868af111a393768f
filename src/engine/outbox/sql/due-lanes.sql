-- Lanes out of which something may leave now and that nobody holds, the most urgent first, $1 at most; and a row without
-- a lane that says in how many milliseconds the next one may. What may have arrived (a lease that was not given back)
-- goes by the pace of what is urgent. Two index probes a lane.
with recursive lane_names as (
  (select lane from effects where state in ('pending', 'sending') order by lane limit 1)
  union all
  select (select e.lane from effects e where e.state in ('pending', 'sending') and e.lane > n.lane order by e.lane limit 1)
  from lane_names n
  where n.lane is not null
), waiting as materialized (
  select n.lane, head.priority,
         greatest(l.paused_until,
                  case when head.priority <= 3 or l.lease_token is not null then l.urgent_at else l.normal_at end) as due_at
  from lane_names n
  left join outbox_lanes l on l.lane = n.lane
  cross join lateral (
    select e.priority from effects e
    where e.lane = n.lane and e.state in ('pending', 'sending')
    order by e.lane, e.priority, e.id
    limit 1
  ) head
  where n.lane is not null and (l.lease_until is null or l.lease_until < now())
)
(select lane, priority::int as priority, null::float8 as "nextInMs"
 from waiting
 where due_at is null or due_at <= now()
 order by priority
 limit $1::int)
union all
select null, null, (extract(epoch from min(due_at) - now()) * 1000)::float8
from waiting
where due_at > now()
