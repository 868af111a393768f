-- No job of the kind $1 is claimed any more, in any process; $2 is who wants that. Those that hold the place of their
-- concurrency key go back into its queue, so that jobs of other kinds pass.
with paused as (
  insert into job_kinds as k (kind, paused_at, paused_by) values ($1, now(), $2::bigint)
  on conflict (kind) do update set paused_at = coalesce(k.paused_at, now()), paused_by = excluded.paused_by
)
update jobs set state = 'queued' where kind = $1 and state = 'ready' and concurrency_key is not null
