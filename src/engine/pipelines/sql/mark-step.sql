-- Under the lock of the run $1, what became of its step $2, if it is in one of the states $3 (JSON list). $4: JSON
-- {state, input?, output?, error, attempts?, ms?, waitsFor?, resumeAt?}; ms: how long the attempt took.
-- Answers the run as it is, and its steps as they were before this statement began: where others were under way then
-- (hasOthers) they may have ended since, and are to be looked at again.
with run as materialized (
  select * from runs where id = $1::uuid for no key update
), marked as (
  update run_steps s
  set state = m.state,
      input = coalesce(m.input, s.input),
      output = case when $4::jsonb ? 'output' then m.output else s.output end,
      error = m.error,
      attempts = coalesce(m.attempts, s.attempts),
      waits_for = m."waitsFor",
      resume_at = m."resumeAt",
      started_at = coalesce(s.started_at, clock_timestamp() - make_interval(secs => m.ms / 1000)),
      finished_at = case when m.state = any (array['done', 'skipped', 'failed', 'cancelled']) then clock_timestamp() end
  from run, jsonb_to_record($4::jsonb) as m (
    state text, input jsonb, output jsonb, error text, attempts smallint, ms double precision, "waitsFor" text,
    "resumeAt" timestamptz
  )
  where s.run_id = run.id and s.step = $2
    and s.state = any (array(select jsonb_array_elements_text($3::jsonb)))
  returning s.step
)
select run.id::text as "id", run.route, run.task_id::text as "taskId", run.event_id::text as "eventId",
       run.correlation_id as "correlationId", run.cause, run.state, run.error, run.priority,
       run.concurrency_key as "concurrencyKey", run.backoff, run.requested_by as "requestedBy", run.plan,
       exists (select 1 from marked) as "isMarked",
       exists (
         select 1 from run_steps s
         where s.run_id = run.id and s.step <> $2 and s.state = any (array['pending', 'running', 'waiting'])
       ) as "hasOthers",
       (select coalesce(jsonb_agg(jsonb_build_object(
          'step', s.step, 'part', s.part, 'stage', s.stage, 'state', s.state, 'parent', s.parent, 'item', s.item,
          'isExpanded', s.parent is null and s.input is not null, 'error', s.error)), '[]')
        from (select s.*, row_number() over (partition by s.parent, s.state order by s.item) as place
              from run_steps s
              where s.run_id = run.id and (s.parent is null or s.state = any (array['pending', 'running', 'waiting', 'failed']))
             ) as s
        where s.parent is null or s.place <= 100) as "steps"
from run
