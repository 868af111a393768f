import { STEADY, STUMBLING } from '../probe/consumers.js';
import type { CampaignDatabase } from '../stand/database.js';
import type { Finding } from './finding.js';
import { runChecks } from './work.js';

/** What the probes asked of the engine, and whether they got it: every job once, every event once and in order. */
export function accountForProbes(database: CampaignDatabase): Promise<Finding[]> {
  return runChecks(database, [
    {
      kind: 'lost',
      what: 'a job that was asked for was neither done nor cancelled',
      sql: `select a.name, a.kind from chaos_asked a
            where not exists (select 1 from chaos_done d where d.name = a.name)
              and not exists (select 1 from finished_jobs f
                              where f.payload ->> 'name' = a.name and f.kind = a.kind and f.outcome = 'cancelled')`,
    },
    {
      kind: 'repeated',
      what: 'a job was done more than once',
      sql: 'select name, count(*)::int as times from chaos_done group by name having count(*) > 1',
    },
    {
      kind: 'repeated',
      what: 'a job was done although it had been cancelled',
      sql: `select d.name from chaos_done d
            join finished_jobs f on f.payload ->> 'name' = d.name and f.kind like 'chaos.%' and f.outcome = 'cancelled'`,
    },
    {
      kind: 'skipped',
      what: 'an event was never given to a group of consumers',
      sql: `select c.consumer, e.position::text, e.type from events e
            cross join (values ('${STEADY}'), ('${STUMBLING}')) as c (consumer)
            where e.state <> 'quarantined'
              and not exists (select 1 from chaos_seen s where s.consumer = c.consumer and s.event_id = e.id)`,
    },
    {
      kind: 'repeated',
      what: 'an event was given to a group of consumers more than once',
      sql: `select consumer, event_id::text, count(*)::int as times from chaos_seen group by 1, 2 having count(*) > 1`,
    },
    {
      kind: 'skipped',
      what: 'an event was given to a group of consumers after a later one',
      sql: `select * from (
              select consumer, position::text, lag(position) over (partition by consumer order by place) as before, position as here
              from chaos_seen where consumer = '${STEADY}'
            ) steps where before >= here`,
    },
  ]);
}
