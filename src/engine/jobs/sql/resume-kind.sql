-- Jobs of the kind $1 are claimed again. No row: it was not paused.
update job_kinds set paused_at = null, paused_by = null where kind = $1 and paused_at is not null
returning kind
