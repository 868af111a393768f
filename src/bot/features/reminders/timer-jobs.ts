import { z } from 'zod';
import {
  ESCALATE_REMINDER,
  escalateReminder,
  REMIND,
  remindWhenDue,
} from '../../../domain/reminders/index.js';
import { DATABASE_JOB, defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';

/** A reminder that was put off, or waited for the end of quiet hours. */
export function createRemindJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    ...DATABASE_JOB,
    kind: REMIND,
    payload: z.object({ reminderId: z.uuid(), at: z.iso.datetime() }),
    async handle({ payload, correlationId }, { commit }) {
      await commit((work) => remindWhenDue(work, deps, payload, correlationId));
    },
  });
}

/** A reminder that nobody answered is put before those above. */
export function createEscalateReminderJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    ...DATABASE_JOB,
    kind: ESCALATE_REMINDER,
    payload: z.object({
      bookingId: z.number().int(),
      about: z.enum(['issue', 'return']),
      notice: z.string(),
    }),
    async handle({ payload, correlationId }, { commit }) {
      await commit((work) => escalateReminder(work, deps, payload, correlationId));
    },
  });
}
