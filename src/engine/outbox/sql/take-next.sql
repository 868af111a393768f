-- The next effect of lane $1 for the holder of the lease $2, marked as being sent; renews the lease by $3 ms.
with held as (
  update outbox_lanes
  set lease_until = now() + make_interval(secs => $3::float8 / 1000)
  where lane = $1 and lease_token = $2::uuid
  returning lane
), head as (
  select e.id
  from effects e
  where e.lane = (select lane from held) and e.state in ('pending', 'sending') and e.available_at <= now()
  order by e.priority, e.id
  limit 1
)
update effects
set state = 'sending', attempts = attempts + 1
where id = (select id from head)
returning id, lane, channel, kind, priority, payload, attempts, correlation_id as "correlationId",
          event_id::text as "eventId", created_at as "createdAt"
