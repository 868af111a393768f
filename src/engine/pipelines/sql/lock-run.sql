-- The run's row is the lock of its steps: of two that end at once the second sees the first.
select id::text as id, state, concurrency_key as "concurrencyKey" from runs where id = $1::uuid for no key update
