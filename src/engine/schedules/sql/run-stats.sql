-- Runs of task $1 (null: of all tasks) that were made in the last $2 days: by state, and how long those took that ended.
select count(*)::int as total,
       count(*) filter (where r.state = 'done')::int as done,
       count(*) filter (where r.state = 'failed')::int as failed,
       count(*) filter (where r.state = 'cancelled')::int as cancelled,
       count(*) filter (where r.state = 'skipped')::int as skipped,
       count(*) filter (where r.state = 'queued')::int as queued,
       count(*) filter (where r.state = 'running')::int as running,
       count(*) filter (where r.state = 'paused')::int as paused,
       percentile_cont(0.5) within group (order by took.seconds) as "p50Seconds",
       percentile_cont(0.95) within group (order by took.seconds) as "p95Seconds",
       max(r.created_at) as "latestAt"
from runs r
cross join lateral (
  select case when r.state = any (array['done', 'failed'])
              then date_part('epoch', r.finished_at - r.started_at) end as seconds
) as took
where r.task_id is not null and ($1::uuid is null or r.task_id = $1::uuid)
  and r.created_at >= now() - make_interval(days => $2::int)
