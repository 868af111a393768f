import { z } from 'zod';
import type { RentalSystem } from '../domain/bookings/index.js';
import { defineJob, type AnyJobDefinition } from '../engine/jobs/index.js';
import { alertDeadJob, type AlertDeps } from './alerts.js';

export const REFRESH = 'rentprog.refresh';

/**
 * Fetches the whole of a booking or car of which a webhook told a part. What comes back is a new event, so cards
 * are completed on the same way on which they were posted. Nobody waits for it: RentProg may be away for hours.
 */
export function createRefreshJob(deps: AlertDeps & { rentals: RentalSystem }): AnyJobDefinition {
  return defineJob({
    kind: REFRESH,
    payload: z.object({
      branch: z.string(),
      bookingId: z.number().int().optional(),
      carId: z.number().int().optional(),
    }),
    maxAttempts: 12,
    timeoutMs: 60_000,
    waitsOutside: true,
    backoff: { strategy: 'exponential_jitter', baseMs: 2_000, maxMs: 1_800_000 },
    async handle({ payload, correlationId }, { commit }) {
      const { branch, bookingId, carId } = payload;
      const events = [
        ...(bookingId === undefined ? [] : await deps.rentals.booking(branch, bookingId)),
        ...(carId === undefined ? [] : await deps.rentals.car(branch, carId)),
      ];
      await commit(async (work) => {
        for (const event of events) await work.append({ ...event, correlationId });
      });
    },
    onDead: (job, error, work) => alertDeadJob(job, error, work, deps),
  });
}
