import { awaitsIssue } from '../domain/bookings/index.js';
import { HandoverNotice } from '../domain/decisions/index.js';
import { defineJob, type AnyJobDefinition } from '../engine/jobs/index.js';
import type { Clock } from '../kernel/clock.js';
import { alertDeadJob, type AlertDeps } from './alerts.js';

export const BOOKING_NOTICE = 'booking.notice';

/**
 * Announces a handover when its time has come: `booking.issue.planned`, once for each notice of each start. A
 * booking that was moved, issued or cancelled meanwhile is not announced; its new start has notices of its own.
 */
export function createBookingNoticeJob(deps: AlertDeps & { clock: Clock }): AnyJobDefinition {
  return defineJob({
    kind: BOOKING_NOTICE,
    payload: HandoverNotice,
    maxAttempts: 10,
    timeoutMs: 15_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
    async handle({ payload, correlationId }, { commit }) {
      await commit(async (work) => {
        const booking = await work.tx.booking.findUnique({ where: { id: payload.bookingId } });
        if (booking === null || payload.about !== 'issue' || !awaitsIssue(booking)) return;
        if (booking.startAt?.getTime() !== new Date(payload.at).getTime()) return;
        await work.append({
          type: 'booking.issue.planned',
          source: 'rentprog',
          branch: booking.branch,
          timestamp: deps.clock.now(),
          payload: {
            rentprog_id: booking.id,
            branch: booking.branch,
            booking_id: booking.id,
            car_id: booking.carId ?? undefined,
            at: payload.at,
            notice: payload.notice,
          },
          correlationId,
          dedupe: { key: `${booking.id}:issue:${payload.notice}:${payload.at}` },
          orderKey: `booking:${booking.id}`,
          priority: 3,
        });
      });
    },
    onDead: (job, error, work) => alertDeadJob(job, error, work, deps),
  });
}
