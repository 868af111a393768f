import type { CampaignDatabase } from '../stand/database.js';
import type { Finding, FindingKind } from './finding.js';

/** What each statement finds is a finding, a row each. */
interface Check {
  kind: FindingKind;
  what: string;
  sql: string;
}

/** People were told of the job (or of the run's step) that is dead: the alert has left for the admin. */
const TOLD = (key: string): string =>
  `exists (select 1 from effects a where a.state in ('sent', 'merged') and a.payload ->> 'key' like ${key} || ':%')`;

/** Types that a route of the orchestrator begins with. */
const ROUTED = `('booking.created', 'booking.updated', 'car.updated', 'car.moved', 'client.updated',
  'booking.issue.planned', 'booking.issued', 'booking.returned')`;

const checks: readonly Check[] = [
  // Events and what followed from them.
  {
    kind: 'lost',
    what: 'an event was neither routed nor shown, and nobody was told',
    sql: `select e.id::text, e.type, e.state from events e
          where not exists (select 1 from finished_jobs f
                            where f.event_id = e.id and f.outcome = 'done' and f.kind in ('event.route', 'event.quarantined'))
            and not exists (select 1 from jobs j where j.event_id = e.id and j.state = 'dead'
                            and j.kind in ('event.route', 'event.quarantined') and ${TOLD("'dead:' || j.id")})`,
  },
  {
    kind: 'lost',
    what: 'an event that was routed has no run',
    sql: `select e.id::text, e.type from events e
          where e.state = 'accepted' and e.type in ${ROUTED}
            and exists (select 1 from finished_jobs f
                        where f.event_id = e.id and f.outcome = 'done' and f.kind = 'event.route')
            and not exists (select 1 from runs r where r.event_id = e.id)`,
  },
  {
    kind: 'lost',
    what: 'a run did not end',
    sql: `select r.id::text, r.route, r.state, to_jsonb(array(select s from run_steps s where s.run_id = r.id)) as steps
          from runs r where r.state not in ('done', 'failed')
            and not exists (select 1 from jobs j where j.run_id = r.id and j.state = 'waiting')`,
  },
  {
    kind: 'lost',
    what: 'a run failed and nobody was told',
    sql: `select r.id::text, r.route from runs r where r.state = 'failed' and not ${TOLD("'dead:run:' || r.id")}`,
  },
  {
    kind: 'lost',
    what: 'a job is dead and nobody was told',
    sql: `select j.id::text, j.kind, j.last_error from jobs j
          where j.state = 'dead' and j.kind <> 'run.step' and not ${TOLD("'dead:' || j.id")}`,
  },
  {
    kind: 'deadAndTold',
    what: 'a job is dead, people were told',
    sql: `select j.id::text, j.kind, j.attempts, j.losses, j.last_error from jobs j where j.state = 'dead'`,
  },
  {
    kind: 'lost',
    what: 'a quarantined event was not shown to the admin',
    sql: `select e.id::text from events e where e.state = 'quarantined' and not ${TOLD("'quarantine:' || e.id")}`,
  },
  {
    kind: 'lost',
    what: 'an update was not handled, and nobody was told',
    sql: `select u.update_id::text from telegram_updates u
          where not exists (select 1 from finished_jobs f where f.kind = 'telegram.update' and f.outcome = 'done'
                            and f.payload ->> 'updateId' = u.update_id::text)
            and not exists (select 1 from jobs j where j.kind = 'telegram.update' and j.state = 'dead'
                            and j.payload ->> 'updateId' = u.update_id::text and ${TOLD("'dead:' || j.id")})`,
  },
  // Nothing twice.
  {
    kind: 'repeated',
    what: 'a job ended more than once',
    sql: `select id::text, kind, count(*)::int as times from finished_jobs group by id, kind having count(*) > 1`,
  },
  {
    kind: 'repeated',
    what: 'a job is finished and still there',
    sql: `select j.id::text, j.kind, j.state from jobs j join finished_jobs f on f.id = j.id`,
  },
  {
    kind: 'repeated',
    what: 'an update was handled twice',
    sql: `select payload ->> 'updateId' as update, count(*)::int as times from finished_jobs
          where kind = 'telegram.update' and outcome = 'done' group by 1 having count(*) > 1`,
  },
  {
    kind: 'repeated',
    what: 'an event was routed twice',
    sql: `select event_id::text, count(*)::int as times from finished_jobs
          where kind in ('event.route', 'event.quarantined') and outcome = 'done' group by 1 having count(*) > 1`,
  },
  {
    kind: 'repeated',
    what: 'a step of a run was done twice',
    sql: `select run_id::text, payload ->> 'step' as step, count(*)::int as times from finished_jobs
          where kind = 'run.step' and outcome = 'done' group by 1, 2 having count(*) > 1`,
  },
  {
    kind: 'repeated',
    what: 'one decision about an event left twice',
    sql: `select event_id::text, merge_key, array_agg(id::text) as effects from effects
          where event_id is not null and merge_key is not null group by 1, 2 having count(*) > 1`,
  },
  // Nothing left lying.
  {
    kind: 'stuck',
    what: 'a job is under way although everything else is done',
    sql: `select j.id::text, j.kind, j.state, j.attempts, j.losses, j.concurrency_key, j.run_at, j.last_error,
                 j.lease_token::text, l.worker, l.lease_until
          from jobs j left join job_leases l on l.token = j.lease_token
          where j.state in ('ready', 'queued', 'running')
             or (j.state = 'waiting' and j.attempts > 0 and j.run_at < now() + interval '1 minute')
             -- A timer of the branch's day is under way only when its time is over.
             or (j.state = 'waiting' and j.run_at < now() - interval '30 seconds')`,
  },
  {
    kind: 'stuck',
    what: 'a lease holds nothing',
    sql: `select l.token::text, l.worker, l.lease_until, l.job_ids::text[] from job_leases l
          where not exists (select 1 from jobs j where j.lease_token = l.token)`,
  },
  { kind: 'stuck', what: 'a turn was not given', sql: 'select id::text, concurrency_key from job_turns' },
  {
    kind: 'stuck',
    what: 'an effect did not leave',
    sql: `select e.id::text, e.lane, e.kind, e.state, e.attempts, e.error, e.uncertain, to_jsonb(l) as lane
          from effects e left join outbox_lanes l on l.lane = e.lane where e.state in ('pending', 'sending')`,
  },
  // Effects that were given up.
  {
    kind: 'lost',
    what: 'an effect was given up and nobody was told',
    sql: `select e.id::text, e.lane, e.kind, e.error, e.attempts from effects e
          where e.state = 'failed' and not ${TOLD("'undelivered:' || e.id")}
            and coalesce(e.payload ->> 'key', '') !~ '^(dead|quarantine|undelivered):'`,
  },
  {
    kind: 'failedAndTold',
    what: 'an effect was given up, people were told',
    sql: `select e.id::text, e.lane, e.kind, e.error, e.attempts from effects e where e.state = 'failed'`,
  },
];

/** Jobs, events, runs and effects as the database has them. */
export async function accountForWork(database: CampaignDatabase): Promise<Finding[]> {
  return runChecks(database, checks);
}

export async function runChecks(database: CampaignDatabase, all: readonly Check[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { kind, what, sql } of all)
    for (const evidence of await database.rows<object>(sql)) findings.push({ kind, what, evidence });
  return findings;
}
