-- The next millisecond: what has been made so far was made before it.
select date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond' as "asOf"
