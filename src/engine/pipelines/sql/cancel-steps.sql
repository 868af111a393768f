-- No step of the run $1 goes on, because of $2. Answers those whose jobs are to be withdrawn.
update run_steps
set state = 'cancelled', error = $2, resume_at = null, finished_at = clock_timestamp()
where run_id = $1::uuid and state = any (array['pending', 'running', 'waiting'])
returning step, waits_for as "waitsFor"
