-- The event at position $2 that the group $1 had given up is handled.
delete from consumer_faults where consumer = $1 and position = $2::bigint
