import type { Prisma } from '../../platform/prisma/index.js';
import { cashOf, type CashFigure } from './cash.js';
import { occupancyOf, type Occupancy } from './occupancy.js';
import { chartDays, type Span } from './period.js';
import { punctualityOf, type Punctuality } from './punctuality.js';

/** A branch in figures, as known at `now`. */
export interface Figures {
  branch: string;
  span: Span;
  now: Date;
  /** At the end of the span, or now; null when it has not begun. */
  occupancy: Occupancy | null;
  /** Of the seven days of a chart. */
  week: { date: string; occupancy: Occupancy | null }[];
  handovers: Record<'issue' | 'return', Punctuality>;
  cash: CashFigure[];
  incidents: { opened: number; openNow: number };
  /** Reminders that nobody answered in time. */
  missedReminders: number;
}

export async function reportFigures(
  tx: Prisma.TransactionClient,
  of: { branch: string; span: Span; now: Date; timezone: string },
): Promise<Figures> {
  const { branch, span, now, timezone } = of;
  const within = { gte: span.from, lt: span.to };
  const days = chartDays(span, timezone);
  const occupancies = await occupancyOf(tx, branch, days, now);
  return {
    ...{ branch, span, now },
    occupancy: span.from > now ? null : (occupancies.findLast((one) => one !== null) ?? null),
    week: days.map(({ date }, n) => ({ date, occupancy: occupancies[n] ?? null })),
    handovers: await punctualityOf(tx, branch, span, now),
    cash: await cashOf(tx, branch, span),
    incidents: {
      opened: await tx.incident.count({ where: { branch, openedAt: within } }),
      openNow: await tx.incident.count({ where: { branch, state: { not: 'resolved' } } }),
    },
    missedReminders: await missedReminders(tx, branch, span),
  };
}

/**
 * A reminder goes to several people, and upwards when nobody answers: it is one, and missed when it had to go upwards,
 * or when it stands there unanswered although the handover has not begun.
 */
async function missedReminders(
  tx: Prisma.TransactionClient,
  branch: string,
  { from, to }: { from: Date; to: Date },
): Promise<number> {
  const rows = await tx.$queryRaw<{ missed: bigint }[]>`
    select count(*) as missed
    from (
      select 1
      from reminders r join bookings b on b.id = r.booking_id
      where b.branch = ${branch} and r.created_at >= ${from} and r.created_at < ${to}
      group by r.booking_id, r.about, r.notice
      having bool_or(r.rung > 0)
        or (bool_or(r.shown_at is not null) and bool_and(r.acknowledged_at is null and r.ended_at is null))
    ) as notices`;
  return Number(rows[0]?.missed ?? 0);
}
