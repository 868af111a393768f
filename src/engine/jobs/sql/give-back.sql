-- Jobs $2 (JSON list of ids) that were claimed under the lease $1 and not begun become ready again; that was no attempt.
-- $3: they were the last of the lease.
with given as (
  update jobs
  set state = 'ready', lease_token = null, attempts = attempts - 1
  where id = any (array(select jsonb_array_elements_text($2::jsonb)::bigint)) and lease_token = $1::bigint
  returning id
), released as (
  delete from job_leases
  where token = (select token from job_leases where token = $1::bigint and $3::boolean for update skip locked)
)
select id from given
