-- Every attempt of job $1 that has ended, oldest first.
select attempt, outcome, worker, started_at as "startedAt", finished_at as "finishedAt",
       extract(epoch from finished_at - started_at)::float8 * 1000 as "durationMs", error
from job_attempts
where job_id = $1::bigint
union all
select attempts, outcome, worker, started_at, finished_at,
       extract(epoch from finished_at - started_at)::float8 * 1000, error
from finished_jobs
where id = $1::bigint and started_at is not null
order by "finishedAt", attempt
