-- Gives the lane $1 back; it pauses for $3 ms when that is not null.
update outbox_lanes
set lease_token = null,
    lease_until = null,
    paused_until = case when $3::float8 is null then paused_until
                        else now() + make_interval(secs => $3::float8 / 1000) end
where lane = $1 and lease_token = $2::uuid
