-- Dead jobs get a full set of attempts again: job $1, or all of kind $2, or all. Those whose dedupe key another living
-- job has are left dead, and of several dead ones with one key the newest goes. At most $3, oldest first.
with chosen as materialized (
  select j.id
  from jobs j
  where j.state = 'dead'
    and ($1::bigint is null or j.id = $1::bigint)
    and ($2::text is null or j.kind = $2::text)
    and (j.dedupe_key is null or not exists (
      select 1 from jobs other
      where other.kind = j.kind and other.dedupe_key = j.dedupe_key
        and (other.state <> 'dead' or ($1::bigint is null and other.id > j.id))
    ))
  order by j.id
  limit $3::int
  for update skip locked
)
update jobs
set state = case when concurrency_key is null then 'ready' else 'queued' end,
    run_at = now(), attempts = 0, losses = 0, last_error = null
where id = any (array(select id from chosen))
returning id
