import { z } from 'zod';
import {
  ESCALATE_REMINDER,
  escalateReminder,
  REMIND,
  remindWhenDue,
} from '../../../domain/reminders/index.js';
import { defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';

const settings = {
  maxAttempts: 10,
  timeoutMs: 15_000,
  backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
} as const;

/** A reminder that was put off, or waited for the end of quiet hours. */
export function createRemindJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    ...settings,
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
    ...settings,
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
