-- Whoever starts or ends a run of the concurrency key $1 does so alone. A statement of its own: the next one sees what
-- the one before has committed.
select pg_advisory_xact_lock(hashtextextended('run:' || $1, 0))::text as locked
