delete from event_consumers where name = $1 returning name
