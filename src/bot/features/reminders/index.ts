import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { createDigestJob } from './digest-job.js';
import { pressDigest, pressSeen, pressSnooze } from './press.js';
import { createEscalateReminderJob, createRemindJob } from './timer-jobs.js';

/** The buttons of reminders, and the timers that bring them. */
export function remindersFeature(deps: BotDeps): Feature {
  const permission = 'reminder.acknowledge';
  return {
    presses: {
      'reminder.seen': { permission, handle: (ctx, press) => pressSeen(ctx, press, deps) },
      'reminder.snooze': { permission, handle: (ctx, press) => pressSnooze(ctx, press, deps) },
      'reminder.digest': { permission, handle: (ctx, press) => pressDigest(ctx, press, deps) },
    },
    jobs: [createRemindJob(deps), createEscalateReminderJob(deps), createDigestJob(deps)],
  };
}
