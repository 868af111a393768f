-- Whether this transaction is the one that keeps house now.
select pg_try_advisory_xact_lock(hashtext('branchline housekeeping')) as mine
