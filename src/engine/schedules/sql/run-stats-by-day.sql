-- The last $2 days in UTC, oldest first, with how runs of task $1 (null: of all tasks) that were made on them ended.
with counted as (
  select (r.created_at at time zone 'UTC')::date as day,
         count(*) filter (where r.state = 'done')::int as done,
         count(*) filter (where r.state = 'failed')::int as failed,
         count(*) filter (where r.state = 'skipped')::int as skipped
  from runs r
  where r.task_id is not null and ($1::uuid is null or r.task_id = $1::uuid)
    and r.created_at >= ((now() at time zone 'UTC')::date - ($2::int - 1))::timestamp at time zone 'UTC'
  group by 1
)
select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(c.done, 0) as done, coalesce(c.failed, 0) as failed,
       coalesce(c.skipped, 0) as skipped
from (select (now() at time zone 'UTC')::date - back as day from generate_series(0, $2::int - 1) as back) as d
left join counted c on c.day = d.day
order by d.day
