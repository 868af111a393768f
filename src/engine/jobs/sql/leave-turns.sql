-- Leaves a turn for each concurrency key in whose queue there are jobs of the kind $1.
insert into job_turns (concurrency_key)
select distinct concurrency_key from jobs where kind = $1 and state = 'queued'
