-- How many groups have a name that begins with $1.
select count(*)::int as groups from event_consumers where starts_with(name, $1)
