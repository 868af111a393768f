-- Gives the lane $1 back, with its pace as in take.sql ($4 to $7); it pauses for $3 ms when that is not null. The lease
-- stays behind, run out, when one of its effects may have arrived ($8): the next holder looks for that one first.
update outbox_lanes
set lease_token = case when $8::boolean then lease_token end,
    lease_until = null,
    paused_until = case when $3::float8 is null then paused_until
                        else clock_timestamp() + make_interval(secs => $3::float8 / 1000) end,
    recent = array(select to_timestamp(at::float8 / 1000) from jsonb_array_elements_text($4::jsonb) at),
    urgent_at = to_timestamp($5::float8 / 1000),
    normal_at = to_timestamp($6::float8 / 1000),
    slowdown = $7::real
where lane = $1 and lease_token = $2::uuid
