import { z } from 'zod';
import { closeDigest, DIGEST, waitingFor } from '../../../domain/reminders/index.js';
import { findMember } from '../../../domain/staff/index.js';
import { DATABASE_JOB, defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { emitDigest } from './digest.js';

/** The message with which a person's working day begins: what waited for it, and what the day brings. */
export function createDigestJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    ...DATABASE_JOB,
    kind: DIGEST,
    payload: z.object({ staffId: z.string().regex(/^\d{1,19}$/), day: z.iso.date() }),
    async handle({ payload: { staffId, day }, correlationId }, { commit }) {
      await commit(async (work) => {
        const person = await findMember(work.tx, BigInt(staffId));
        if (person === null) return;
        await emitDigest(work, deps, person, day, { correlationId, isNew: true });
        const waiting = await waitingFor(work.tx, person.telegramId, day);
        await closeDigest(work, deps, waiting, correlationId);
      });
    },
  });
}
