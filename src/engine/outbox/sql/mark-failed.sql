-- Effect $1 did not leave in its attempt $4 because of $2: again after $3 ms, or given up when $3 is null. An attempt that the
-- other side put off ($5) does not count: it did not get through, and the effect is not to be given up for it.
update effects
set state = case when $3::float8 is null then 'failed' else 'pending' end,
    available_at = now() + make_interval(secs => coalesce($3::float8, 0) / 1000),
    attempts = case when $5::boolean then attempts - 1 else attempts end,
    error = $2
where id = $1::bigint and state = 'sending' and attempts = $4::smallint
returning id, state
