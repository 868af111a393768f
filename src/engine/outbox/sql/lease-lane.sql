-- Takes the lane $1 for $2 ms, unless another holds it or it has to pause. `torn`: the last holder did not give it back,
-- so one of its effects may have arrived.
with known as (
  select lane, lease_token
  from outbox_lanes
  where lane = $1::text
    and (lease_until is null or lease_until < now())
    and (paused_until is null or paused_until <= now())
  for update skip locked
), made as (
  insert into outbox_lanes (lane, lease_token, lease_until, recent)
  select $1::text, gen_random_uuid(), now() + make_interval(secs => $2::float8 / 1000), '{}'
  where not exists (select 1 from known)
  on conflict (lane) do nothing
  returning lease_token, recent, urgent_at, normal_at, slowdown, false as torn
), held as (
  update outbox_lanes l
  set lease_token = gen_random_uuid(), lease_until = now() + make_interval(secs => $2::float8 / 1000)
  from known k
  where l.lane = k.lane
  returning l.lease_token, l.recent, l.urgent_at, l.normal_at, l.slowdown, k.lease_token is not null as torn
)
select lease_token::text as "leaseToken", torn, slowdown::float8 as slowdown,
       (select coalesce(jsonb_agg(round(extract(epoch from at) * 1000) order by at), '[]')
        from unnest(recent) at) as recent,
       (extract(epoch from urgent_at) * 1000)::float8 as "urgentAt",
       (extract(epoch from normal_at) * 1000)::float8 as "normalAt",
       (extract(epoch from clock_timestamp()) * 1000)::float8 as now
from (select * from made union all select * from held) lane
