-- The time of the database, to the millisecond that is stored.
select date_trunc('milliseconds', clock_timestamp()) as now
