-- What the attempt of job $2 under the lease $1 says of its progress.
update jobs set progress = $3::jsonb where id = $2::bigint and lease_token = $1::bigint
