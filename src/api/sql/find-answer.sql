select request_hash as "requestHash", status, body
from api_idempotency
where actor = $1 and key = $2
