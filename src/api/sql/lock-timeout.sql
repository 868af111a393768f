-- For the rest of the transaction; 0: no bound.
select set_config('lock_timeout', $1, true)
