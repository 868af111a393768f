export { acknowledgeReminder, snoozeReminder, type ReminderOutcome } from './answer.js';
export { localDate } from './arrival.js';
export { beginReminders, type NewReminders } from './begin.js';
export type { ReminderDeps } from './deps.js';
export { acknowledgeDigest, closeDigest, waitingFor, type Waiting } from './digest.js';
export { remindWhenDue } from './due.js';
export { escalateReminder } from './escalate.js';
export { writeNotice } from './notice.js';
export { reviewReminders } from './review.js';
export type { Snooze } from './snooze.js';
export { findReminder } from './store.js';
export {
  DIGEST,
  ESCALATE_REMINDER,
  planDigest,
  REMIND,
  type DigestJob,
  type EscalateJob,
  type RemindJob,
} from './timers.js';
