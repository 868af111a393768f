import { openReminder } from '../domain/bookings/index.js';
import { Decisions, type Decision, type HandoverNotice } from '../domain/decisions/index.js';
import { cardPost, encodeCallback } from '../domain/posts/index.js';
import type { NewJob, Work } from '../engine/jobs/index.js';
import type { NewEffect } from '../engine/outbox/index.js';
import type { FinishedRun } from '../engine/pipelines/index.js';
import { Html } from '../kernel/html.js';
import { alertFailedStep, type AlertDeps } from './alerts.js';
import { BOOKING_NOTICE } from './booking-notice.js';
import { REFRESH } from './refresh.js';

/**
 * Carries out what the agents of one event decided, as one publication: of two posts of one card the later agent's
 * stands, and everything is stored together with the end of the run. A step that failed for good is shown to people.
 */
export function createGather(deps: AlertDeps): (run: FinishedRun, work: Work) => Promise<void> {
  return async (run, work) => {
    await carryOut(run, work);
    // An outside agent's task that fails again and again is told of once: what else is to be done its plan says.
    if (run.taskId !== null && (run.state === 'done' || run.failures !== 1)) return;
    for (const { step, error } of run.failed) await alertFailedStep(run, step, error, work, deps);
  };
}

async function carryOut(run: FinishedRun, work: Work): Promise<void> {
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
      case 'remind':
        effects.push(...(await remind(decision, common, work)));
        break;
      case 'plan':
        jobs.push({ ...planJob(decision), ...common });
        break;
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

async function remind(
  decision: Extract<Decision, { do: 'remind' }>,
  common: { correlationId: string; eventId: string | undefined },
  work: Work,
): Promise<NewEffect[]> {
  const { bookingId, about, notice, labels } = decision;
  const reminderId = await openReminder(work.tx, {
    bookingId,
    about,
    notice,
    staffId: BigInt(decision.staffId),
  });
  if (reminderId === null) return [];
  return [
    cardPost({
      key: `reminder:${reminderId}`,
      to: { chatId: decision.staffId },
      html: new Html(decision.html),
      keyboard: [
        [
          {
            text: labels.start,
            data: encodeCallback({ action: 'issue.start', bookingId }),
            style: 'primary',
          },
        ],
        [{ text: labels.seen, data: encodeCallback({ action: 'reminder.seen', reminderId }) }],
      ],
      priority: 2,
      ...common,
    }),
  ];
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
