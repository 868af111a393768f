select coalesce(max(position), 0) as newest from events
