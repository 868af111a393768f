-- Takes up to $1 rows of job_turns and makes the first queued job of each of their keys ready, where none is ready
-- or running. Jobs of a paused kind are passed over: resuming the kind leaves turns for them. Answers how many turns
-- were taken and the kinds that became ready.
with paused as materialized (
  -- Locked, so that a kind is not passed over while it is being resumed: whoever resumes it waits for this statement and
  -- then looks which jobs need a turn. One that is being resumed already counts as resumed.
  select kind from job_kinds where paused_at is not null for share skip locked
), taken as materialized (
  delete from job_turns
  where id = any (array(select id from job_turns order by id limit $1::int for update skip locked))
  returning concurrency_key
), heads as materialized (
  select head.id
  from (select distinct concurrency_key from taken) as free
  cross join lateral (
    select j.id
    from jobs j
    where j.concurrency_key = free.concurrency_key and j.state = 'queued'
      and j.kind <> all (array(select kind from paused))
    order by j.priority, j.id
    limit 1
  ) as head
  where not exists (
    select 1 from jobs b
    where b.concurrency_key = free.concurrency_key and b.state = any (array['ready', 'running'])
  )
), given as (
  update jobs set state = 'ready' where id = any (array(select id from heads)) and state = 'queued'
  returning kind
)
select (select count(*) from taken)::int as taken,
       (select count(*) from given)::int as count,
       array(select distinct kind from given) as kinds
