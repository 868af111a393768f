-- Jobs whose time has come become ready. Answers how long it is until the next one, in milliseconds.
with due as (
  select id from jobs where state = 'waiting' and run_at <= now() order by run_at limit 1000 for update skip locked
), promoted as (
  update jobs set state = 'ready' where id = any (array(select id from due)) returning id
)
select (select count(*) from promoted)::int as promoted,
       (select extract(epoch from min(run_at) - now()) * 1000 from jobs where state = 'waiting' and run_at > now())::float8 as "nextInMs"
