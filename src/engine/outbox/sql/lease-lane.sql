-- Takes the lane $1 for $2 ms, unless another holds it or it has to pause.
insert into outbox_lanes as l (lane, lease_token, lease_until)
values ($1, gen_random_uuid(), now() + make_interval(secs => $2::float8 / 1000))
on conflict (lane) do update
  set lease_token = excluded.lease_token, lease_until = excluded.lease_until
  where (l.lease_until is null or l.lease_until < now())
    and (l.paused_until is null or l.paused_until <= now())
returning lease_token::text as "leaseToken"
