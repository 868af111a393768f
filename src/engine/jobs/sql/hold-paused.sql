-- A job of a paused kind that was stored while the pause came could hold the place of its key for as long: it queues.
update jobs set state = 'queued'
where state = 'ready' and concurrency_key is not null
  and kind = any (array(select kind from job_kinds where paused_at is not null))
