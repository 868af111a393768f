import { awaitsIssue } from '../domain/bookings/index.js';
import { awaitsReturn } from '../domain/checklists/index.js';
import { HandoverNotice } from '../domain/decisions/index.js';
import { DATABASE_JOB, defineJob, type AnyJobDefinition } from '../engine/jobs/index.js';
import type { Clock } from '../kernel/clock.js';
import { alertDeadJob, type AlertDeps } from './alerts.js';

export const BOOKING_NOTICE = 'booking.notice';

/**
 * Announces a handover when its time has come: `booking.issue.planned` or `booking.return.planned`, once for each notice
 * of each time. A booking that was moved, handed over or cancelled meanwhile is not announced; its new time has notices
 * of its own.
 */
export function createBookingNoticeJob(deps: AlertDeps & { clock: Clock }): AnyJobDefinition {
  return defineJob({
    ...DATABASE_JOB,
    kind: BOOKING_NOTICE,
    payload: HandoverNotice,
    async handle({ payload, correlationId }, { commit }) {
      await commit(async (work) => {
        const booking = await work.tx.booking.findUnique({ where: { id: payload.bookingId } });
        if (booking === null) return;
        const isIssue = payload.about === 'issue';
        if (!(isIssue ? awaitsIssue(booking) : awaitsReturn(booking))) return;
        const planned = isIssue ? booking.startAt : booking.endAt;
        if (planned?.getTime() !== new Date(payload.at).getTime()) return;
        await work.append({
          type: isIssue ? 'booking.issue.planned' : 'booking.return.planned',
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
          dedupe: { key: `${booking.id}:${payload.about}:${payload.notice}:${payload.at}` },
          orderKey: `booking:${booking.id}`,
          priority: 3,
        });
      });
    },
    onDead: (job, error, work) => alertDeadJob(job, error, work, deps),
  });
}
