import { Composer } from 'grammy';
import { decodeCallback } from '../../../domain/posts/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { pressApproval } from '../approvals/index.js';
import { pressChecklist, pressIssueStart } from '../checklist/index.js';
import { pressRetry } from '../jobs/index.js';
import { pressLanguage } from '../language/index.js';
import { pressSeen } from '../reminders/index.js';

/** Buttons under what jobs post: decoded here, authorised by the feature. */
export function staffPresses(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('callback_query:data', async (ctx, next) => {
    const callback = decodeCallback(ctx.callbackQuery.data);
    if (callback === null) return next();
    const staff = ctx as unknown as StaffContext;
    switch (callback.action) {
      case 'issue.start':
        return pressIssueStart(staff, callback.bookingId, deps);
      case 'reminder.seen':
        return pressSeen(staff, callback.reminderId, deps);
      case 'checklist':
        return pressChecklist(staff, callback, deps);
      case 'approval':
        return pressApproval(staff, callback, deps);
      case 'job.retry':
        return pressRetry(staff, BigInt(callback.jobId));
      case 'language':
        return pressLanguage(staff, callback.language, deps);
      case 'schedule':
      case 'schedules':
        return next();
    }
  });
  return composer;
}
