-- Jobs whose time has come become ready, or queue for their concurrency key. Answers which kinds became ready and how
-- long it is until there is something to do again, in milliseconds: the next waiting job, or the next of a kind that is
-- held back by its rate limit ($1: as in claim.sql).
with due as (
  select id from jobs where state = 'waiting' and run_at <= now() order by run_at limit 1000 for update skip locked
), promoted as (
  update jobs
  set state = case when concurrency_key is null then 'ready' else 'queued' end
  where id = any (array(select id from due))
  returning kind
)
select (select count(*) from promoted)::int as count,
       array(select distinct kind from promoted) as kinds,
       least(
         (select extract(epoch from min(run_at) - now()) * 1000 from jobs where state = 'waiting' and run_at > now()),
         (select min(extract(epoch from s.rate_at - now()) * 1000
                     - ((k.value ->> 'burst')::float8 - 1) * (k.value ->> 'intervalMs')::float8)
          from jsonb_each($1::jsonb) as k
          join job_kinds s on s.kind = k.key
          where k.value ? 'intervalMs' and s.paused_at is null and s.rate_at is not null
            and exists (select 1 from jobs j where j.state = 'ready' and j.kind = k.key))
       )::float8 as "nextInMs"
