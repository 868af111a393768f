-- A dead job gets a full set of attempts again.
update jobs
set state = 'ready', run_at = now(), attempts = 0, last_error = null
where id = $1::bigint and state = 'dead'
returning id
