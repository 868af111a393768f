-- Partitions for the next $1 days, where they are missing.
select history_prepare('finished_jobs', $1::int) + history_prepare('job_attempts', $1::int) as made
