-- Forgets the days of history that ended more than $1 days ago; answers how many partitions went.
select history_forget('finished_jobs', $1::int) + history_forget('job_attempts', $1::int) as dropped
