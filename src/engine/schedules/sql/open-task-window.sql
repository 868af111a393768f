-- Opens the window of dedupe key $1 for $2 seconds. No row: it is open already.
insert into job_dedupe_windows as w (kind, key, expires_at)
values ('task', $1, now() + make_interval(secs => $2::int))
on conflict (kind, key) do update set expires_at = excluded.expires_at where w.expires_at <= now()
returning key
