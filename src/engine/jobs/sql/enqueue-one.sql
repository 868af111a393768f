-- Stores one job that has no dedupe key: a plain insert, for those who store one at a time and wait until it is durable.
insert into jobs (kind, state, priority, run_at, payload, max_attempts, concurrency_key, correlation_id, event_id, run_id)
values ($1,
        case when $3::float8 > 0 or $4::timestamptz > now() then 'waiting' else 'ready' end,
        $2::smallint,
        coalesce($4::timestamptz, now() + make_interval(secs => $3::float8 / 1000)),
        $5::jsonb, $6::smallint, $7, $8, $9::uuid, $10::uuid)
returning id
