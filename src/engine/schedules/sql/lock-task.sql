-- Holds task $1 until the end of the transaction; answers the time of the database, at which it may have waited.
select date_trunc('milliseconds', clock_timestamp()) as now from tasks where id = $1::uuid for no key update
