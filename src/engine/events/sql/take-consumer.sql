-- The group $1 for this transaction alone. No row: another process has it, or there is no such group.
select position, failures, coalesce(retry_at > clock_timestamp(), false) as "retriesLater"
from event_consumers
where name = $1
for update skip locked
