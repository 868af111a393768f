-- Reserves $3 units of what the channel $1 may send over all processes, one every $2 ms, and answers for how long to wait
-- before sending them: what is sent together leaves at the end of its share.
insert into outbox_channels as c (channel, rate_at)
values ($1::text, clock_timestamp() + make_interval(secs => $2::float8 * $3::int / 1000))
on conflict (channel) do update
  set rate_at = greatest(c.rate_at, clock_timestamp()) + make_interval(secs => $2::float8 * $3::int / 1000)
returning (extract(epoch from rate_at - make_interval(secs => $2::float8 / 1000) - clock_timestamp()) * 1000)::float8
            as "waitMs"
