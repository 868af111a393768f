-- Task $1 with the version that runs now. Of a task whose overlap rule looks at other runs only one is fired at a time:
-- what is asked after this statement sees what the one before has done.
select t.id::text as id, t.state, t.timezone, t.exclude, t.snoozed_until as "snoozedUntil", t.priority,
       t.max_retries as "maxRetries", t.backoff_strategy as backoff, t.dedupe_key as "dedupeKey",
       t.dedupe_window_seconds as "dedupeWindowSeconds", t.concurrency_key as "concurrencyKey",
       t.catch_up as "catchUp", t.overlap, t.version, v.plan, now() as now,
       case when t.overlap = any (array['skip', 'cancel_old'])
            then pg_advisory_xact_lock(hashtextextended('task.fire:' || t.id, 0)) end::text as held
from tasks t
left join task_versions v on v.task_id = t.id and v.version = t.version
where t.id = $1::uuid
