-- Fails in a transaction that was aborted.
select 1 as sound
