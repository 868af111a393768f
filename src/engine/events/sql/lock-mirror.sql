-- The group $1 for this transaction alone, without a row lock: that would give the transaction an id, and the stream
-- would wait for its end.
select pg_try_advisory_xact_lock(hashtextextended('event_consumers ' || $1::text, 0)) as locked
