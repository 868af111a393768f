-- Windows of dedupe keys that are over, up to $1 of them.
delete from job_dedupe_windows
where (kind, key) in (
  select kind, key from job_dedupe_windows where expires_at <= now() order by expires_at limit $1::int
)
returning key
