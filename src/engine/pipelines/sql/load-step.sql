-- All that the step $2 of the run $1 is used with: the run, its event, what the other steps gave, and the item of a
-- for-each. The list is kept as the input of the for-each itself.
select r.id::text as "id", r.route, r.task_id::text as "taskId", r.event_id::text as "eventId",
       r.correlation_id as "correlationId", r.cause, r.state, r.error, r.priority,
       r.concurrency_key as "concurrencyKey", r.backoff, r.requested_by as "requestedBy", r.plan,
       r.params, r.slot_at as "slotAt", r.started_at as "startedAt", now() as "now",
       s.step, s.part, s.stage, s.uses, s.parent, s.item, s.state as "stepState",
       case when s.parent is not null then coalesce(f.input -> s.item, 'null') end as "itemValue",
       case when e.id is not null then jsonb_build_object(
         'id', e.id, 'type', e.type, 'source', e.source, 'branch', e.branch,
         'timestamp', to_char(e."timestamp" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'payload', e.payload
       ) end as "event",
       (select coalesce(jsonb_object_agg(o.step, coalesce(o.output, 'null')), '{}')
        from run_steps o
        where o.run_id = r.id and o.parent is null and o.step <> s.step
          and o.state = any (array['done', 'skipped', 'failed'])) as "outputs",
       (select jsonb_build_object('step', o.step, 'message', o.error)
        from run_steps o
        where s.part = 'failure' and o.run_id = r.id and o.part = 'main' and o.parent is null and o.state = 'failed'
          and o.error = r.error
        limit 1) as "failure"
from runs r
join run_steps s on s.run_id = r.id and s.step = $2
left join run_steps f on f.run_id = r.id and f.step = s.parent
left join events e on e.id = r.event_id
where r.id = $1::uuid
