-- Renews the leases of a worker's running jobs; a token that does not come back was lost. $1: JSON list of
-- {id, leaseToken}
update jobs j
set lease_until = now() + make_interval(secs => $2::float8 / 1000)
from jsonb_to_recordset($1::jsonb) as held (id bigint, "leaseToken" uuid)
where j.id = held.id and j.lease_token = held."leaseToken" and j.state = 'running'
returning j.lease_token::text as "leaseToken"
