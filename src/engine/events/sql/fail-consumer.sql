-- The event after position $2 failed in the group $1 with $4, having failed $3 times in a row before: again after
-- $5 ms. No row: meanwhile another process went on.
update event_consumers
set failures = least(failures::int + 1, 32767),
    last_error = $4,
    retry_at = clock_timestamp() + make_interval(secs => $5::float8 / 1000),
    updated_at = now()
where name = $1 and position = $2::bigint and failures = $3::int
returning failures
