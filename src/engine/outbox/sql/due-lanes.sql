-- Lanes with something to deliver that nobody delivers now and that need not pause. One index probe a lane.
with recursive lane_names as (
  (select lane from effects where state in ('pending', 'sending') order by lane limit 1)
  union all
  select (select e.lane from effects e where e.state in ('pending', 'sending') and e.lane > n.lane order by e.lane limit 1)
  from lane_names n
  where n.lane is not null
)
select n.lane
from lane_names n
left join outbox_lanes l on l.lane = n.lane
where n.lane is not null
  and (l.lease_until is null or l.lease_until < now())
  and (l.paused_until is null or l.paused_until <= now())
  and exists (
    select 1 from effects e
    where e.lane = n.lane and e.state in ('pending', 'sending') and e.available_at <= now()
  )
