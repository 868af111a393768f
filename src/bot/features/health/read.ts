import type { PrismaClient } from '../../../platform/prisma/index.js';

const LANES = 6;
const RECENT = 5_000;

export interface Health {
  databaseMs: number;
  /** Jobs that could run now, and for how long the oldest of them has waited. */
  ready: number;
  oldestReadySeconds: number;
  dead: number;
  quarantined: number;
  /** Schedules whose next slot passed more than a minute ago. */
  lateSchedules: number;
  /** What has not left yet, the fullest first. */
  lanes: { lane: string; count: number; pausedSeconds: number }[];
  /** Groups in which the bot lacks rights. */
  lacking: bigint[];
  /** When something last came from each source, among the newest events. */
  heard: { source: string; at: Date }[];
}

/** How things stand by the database, which is the one place that all processes share. */
export async function readHealth(prisma: PrismaClient): Promise<Health> {
  const began = performance.now();
  await prisma.$queryRaw`select 1`;
  const databaseMs = Math.round(performance.now() - began);
  const [jobs] = await prisma.$queryRaw<{ ready: number; oldest: number; dead: number }[]>`
    select count(*) filter (where state = 'ready')::int as ready,
           coalesce(extract(epoch from now() - min(greatest(created_at, run_at)) filter (where state = 'ready')), 0)::int
             as oldest,
           count(*) filter (where state = 'dead')::int as dead
    from jobs`;
  const [counts] = await prisma.$queryRaw<{ quarantined: number; late: number }[]>`
    select (select count(*)::int from events e
            where e.state = 'quarantined'
              and not exists (select 1 from audit_log a
                              where a.subject = 'event:' || e.id and a.action = 'quarantine.settled')) as quarantined,
           (select count(*)::int from tasks
            where state = 'active' and next_slot_at < now() - interval '1 minute') as late`;
  const lanes = await prisma.$queryRaw<Health['lanes']>`
    select e.lane, count(*)::int as count,
           greatest(0, coalesce(extract(epoch from max(l.paused_until) - now()), 0))::int as "pausedSeconds"
    from effects e left join outbox_lanes l on l.lane = e.lane
    where e.state = any (array['pending', 'sending'])
    group by e.lane order by count(*) desc limit ${LANES}`;
  const heard = await prisma.$queryRaw<Health['heard']>`
    select source, max(received_at) as at
    from (select source, received_at from events order by position desc limit ${RECENT}) as recent
    group by source order by source`;
  const lacking = await prisma.telegramChat.findMany({ where: { lacks: { isEmpty: false } } });
  return {
    databaseMs,
    ready: jobs?.ready ?? 0,
    oldestReadySeconds: jobs?.oldest ?? 0,
    dead: jobs?.dead ?? 0,
    quarantined: counts?.quarantined ?? 0,
    lateSchedules: counts?.late ?? 0,
    lanes,
    lacking: lacking.map(({ chatId }) => chatId),
    heard,
  };
}
