import type { CompanyFacts } from '../domain/company/index.js';
import type { EventType } from '../engine/events/index.js';
import type { TaskSeed } from '../engine/schedules/index.js';
import type { Texts } from '../platform/i18n/index.js';

interface Check {
  /** Of the event that is published. */
  type: EventType;
  /** Of the plan of the day: the morning's when absent. */
  part?: 'evening';
  /** Wall time of the company's zone. */
  cron: string;
  title: string;
  about: string;
  /** A slot that nobody was there for is made up for within this time, once; null: the next one is soon enough. */
  catchUpSeconds: number | null;
}

const HOUR_SECONDS = 3_600;

/** The product's own checks and when they are due in every branch (product.md §5 and §7). */
const checks: readonly Check[] = [
  {
    type: 'check.cash',
    cron: '30 21 * * *',
    title: 'check-cash-title',
    about: 'check-cash-about',
    catchUpSeconds: 10 * HOUR_SECONDS,
  },
  {
    type: 'check.bookings',
    cron: '*/15 8-21 * * *',
    title: 'check-bookings-title',
    about: 'check-bookings-about',
    catchUpSeconds: null,
  },
  {
    type: 'check.to',
    cron: '15 9 * * *',
    title: 'check-to-title',
    about: 'check-to-about',
    catchUpSeconds: 8 * HOUR_SECONDS,
  },
  {
    type: 'check.starline',
    cron: '*/30 * * * *',
    title: 'check-starline-title',
    about: 'check-starline-about',
    catchUpSeconds: null,
  },
  {
    type: 'daily.plan.generate',
    cron: '30 7 * * *',
    title: 'daily-plan-title',
    about: 'daily-plan-about',
    catchUpSeconds: 4 * HOUR_SECONDS,
  },
  {
    type: 'daily.plan.generate',
    part: 'evening',
    // After the check of the cash.
    cron: '45 21 * * *',
    title: 'evening-report-title',
    about: 'evening-report-about',
    catchUpSeconds: 10 * HOUR_SECONDS,
  },
];

/** The checks of every branch as tasks: an admin may change or stop them, and what they changed is kept. */
export function productChecks(deps: { company: CompanyFacts; texts: Texts }): TaskSeed[] {
  const { company, texts } = deps;
  const t = texts.in(company.language);
  return Object.entries(company.branches).flatMap(([branch, { title: branchTitle }]) =>
    checks.map(({ type, part, cron, title, about, catchUpSeconds }): TaskSeed => ({
      name: `${part === undefined ? type : `${type}.${part}`}:${branch}`,
      title: t(title, { branch: branchTitle }),
      description: t(about),
      branch,
      scheduleKind: 'cron',
      scheduleExpr: cron,
      timezone: company.timezone,
      // An earlier one that is still under way sees the same things.
      overlap: 'skip',
      ...(catchUpSeconds === null ? { catchUp: 'skip' } : { catchUp: 'one', catchUpSeconds }),
      payload: {
        params: { branch },
        pipeline: [
          {
            id: 'publish',
            uses: 'events.publish',
            // Started by hand it is due now.
            with: {
              topic: type,
              payload: {
                branch: '${params.branch}',
                slot: '${run.slot_at || now}',
                ...(part !== undefined && { part }),
              },
            },
          },
        ],
      },
    })),
  );
}
