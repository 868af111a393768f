-- Puts another payload into the dead job $1.
update jobs set payload = $2::jsonb where id = $1::bigint and state = 'dead'
returning id
