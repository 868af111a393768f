import { Decisions, type Decision, type HandoverNotice } from '../domain/decisions/index.js';
import { cardPost } from '../domain/posts/index.js';
import { beginReminders, planDigest, reviewReminders, writeNotice } from '../domain/reminders/index.js';
import { REPORT_POST, type ReportPost } from '../domain/reports/index.js';
import type { NewJob, Work } from '../engine/jobs/index.js';
import type { NewEffect } from '../engine/outbox/index.js';
import type { FinishedRun } from '../engine/pipelines/index.js';
import type { Clock } from '../kernel/clock.js';
import { Html } from '../kernel/html.js';
import { alertFailedStep, type AlertDeps } from './alerts.js';
import { BOOKING_NOTICE } from './booking-notice.js';
import { REFRESH } from './refresh.js';

/**
 * Carries out what the agents of one event decided, as one publication: of two posts of one card the later agent's
 * stands, and everything is stored together with the end of the run. A step that failed for good is shown to people.
 */
export function createGather(
  deps: AlertDeps & { clock: Clock },
): (run: FinishedRun, work: Work) => Promise<void> {
  return async (run, work) => {
    await carryOut(run, work, deps);
    // An outside agent's task that fails again and again is told of once: what else is to be done its plan says.
    if (run.taskId !== null && (run.state === 'done' || run.failures !== 1)) return;
    for (const { step, error } of run.failed) await alertFailedStep(run, step, error, work, deps);
  };
}

async function carryOut(run: FinishedRun, work: Work, deps: AlertDeps & { clock: Clock }): Promise<void> {
  const decisions = run.outputs
    .filter(({ uses }) => uses.startsWith('agents.'))
    .flatMap(({ output }) => Decisions.parse(output));
  const effects: NewEffect[] = [];
  const jobs: NewJob[] = [];
  const common = { correlationId: run.correlationId, eventId: run.eventId ?? undefined };
  for (const decision of lastOfEachCard(decisions)) {
    switch (decision.do) {
      case 'post':
        effects.push(
          cardPost({
            ...decision.card,
            html: new Html(decision.card.html),
            priority: decision.priority,
            ...common,
          }),
        );
        break;
      case 'remind': {
        const { bookingId, about, notice, at, staffIds } = decision;
        await beginReminders(work, deps, {
          ...{ bookingId, about, ...common },
          notice: writeNotice(notice, new Date(at)),
          staffIds: staffIds.map(BigInt),
        });
        break;
      }
      case 'review':
        await reviewReminders(work, deps, decision.bookingId, run.correlationId);
        break;
      case 'digest': {
        const { staffId, day, at } = decision;
        const { correlationId } = common;
        await planDigest(work, { staffId: BigInt(staffId), day, at: new Date(at), correlationId });
        break;
      }
      case 'plan':
        jobs.push({ ...planJob(decision), ...common });
        break;
      case 'report': {
        const { branch, date } = decision;
        const payload: ReportPost = { branch, date, period: 'day', to: null };
        jobs.push({ kind: REPORT_POST, payload, dedupeKey: `${branch}:${date}`, ...common });
        break;
      }
      case 'refresh': {
        const { branch, bookingId, carId } = decision;
        jobs.push({
          kind: REFRESH,
          payload: { branch, bookingId, carId },
          dedupeKey: `${branch}:${bookingId ?? ''}:${carId ?? ''}`,
          // RentProg is asked at a gentle pace: one question of a branch at a time.
          concurrencyKey: `rentprog:${branch}`,
          priority: 6,
          maxAttempts: 12,
          ...common,
        });
        break;
      }
    }
  }
  await work.emit(...effects);
  await work.enqueue(...jobs);
}

function lastOfEachCard(decisions: readonly Decision[]): Decision[] {
  const last = new Map(decisions.filter((one) => one.do === 'post').map((one) => [one.card.key, one]));
  return decisions.filter((one) => one.do !== 'post' || last.get(one.card.key) === one);
}

function planJob({
  inMs,
  bookingId,
  about,
  at,
  notice,
}: Extract<Decision, { do: 'plan' }>): Omit<NewJob, 'correlationId'> {
  const payload: HandoverNotice = { bookingId, about, at, notice };
  return {
    kind: BOOKING_NOTICE,
    payload,
    delayMs: inMs,
    dedupeKey: `${bookingId}:${about}:${notice}:${at}`,
    priority: 3,
  };
}
