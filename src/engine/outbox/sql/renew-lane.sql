-- Keeps the lane $1 for another $3 ms, for whoever holds the lease $2.
update outbox_lanes
set lease_until = now() + make_interval(secs => $3::float8 / 1000)
where lane = $1 and lease_token = $2::uuid
