-- Where the run $1 stands. The caller holds its lock since a statement before this one. Of a for-each the items that
-- ended well are left out, and of the others the first hundred of each state are enough to decide what is next.
select run.id::text as "id", run.route, run.task_id::text as "taskId", run.event_id::text as "eventId",
       run.correlation_id as "correlationId", run.cause, run.state, run.error, run.priority,
       run.concurrency_key as "concurrencyKey", run.backoff, run.requested_by as "requestedBy", run.plan,
       (select coalesce(jsonb_agg(jsonb_build_object(
          'step', s.step, 'part', s.part, 'stage', s.stage, 'state', s.state, 'parent', s.parent, 'item', s.item,
          'isExpanded', s.parent is null and s.input is not null, 'error', s.error)), '[]')
        from (select s.*, row_number() over (partition by s.parent, s.state order by s.item) as place
              from run_steps s
              where s.run_id = run.id and (s.parent is null or s.state = any (array['pending', 'running', 'waiting', 'failed']))
             ) as s
        where s.parent is null or s.place <= 100) as "steps"
from runs run
where run.id = $1::uuid
