-- The event at position $2 that the group $1 had given up failed again, with $3.
update consumer_faults set error = $3, at = now() where consumer = $1 and position = $2::bigint
