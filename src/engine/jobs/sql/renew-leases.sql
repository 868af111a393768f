-- Keeps the leases $1 (JSON list of tokens) for another $2 ms; one that does not come back was lost. Of the jobs $3
-- (JSON list of ids) those come back that somebody wants cancelled.
with renewed as (
  update job_leases
  set lease_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
  where token = any (array(select jsonb_array_elements_text($1::jsonb)::bigint))
  returning token
)
select coalesce((select array_agg(token) from renewed), '{}') as tokens,
       array(
         select id from jobs
         where id = any (array(select jsonb_array_elements_text($3::jsonb)::bigint)) and cancel_requested_at is not null
       ) as cancelled
