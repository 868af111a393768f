import { withdrawQuestions } from '../../../domain/approvals/index.js';
import { audit } from '../../../domain/audit/index.js';
import {
  cancelTask,
  pauseTask,
  resumeTask,
  runTaskNow,
  snoozeTask,
} from '../../../engine/schedules/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { BranchlineError } from '../../../kernel/errors.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Mode, Verb } from './card.js';
import { RESCHEDULE } from './change.js';
import { emitCard } from './show.js';
import { secondsUntilTomorrow } from './tomorrow.js';

interface Press {
  taskId: string;
  verb: Verb;
}

/** A change of a schedule; `make` answers the key of what the person is told. */
interface Change {
  make(work: Work): Promise<string>;
  action: string;
}

const HOUR_SECONDS = 3_600;
const WEEK_SECONDS = 7 * 24 * HOUR_SECONDS;

/** A button of a schedule's card, or of the list. The card shows what has become of it. */
export async function pressSchedule(ctx: StaffContext, press: Press, deps: BotDeps): Promise<void> {
  if (press.verb === 'change') {
    await ctx.conversation.enter(RESCHEDULE, press.taskId);
    return;
  }
  const change = changeOf(press, ctx, deps);
  const { told, isThere } = await ctx.scope.commit(async (work) => ({
    told: change === null ? undefined : await make(work, change, press.taskId, ctx),
    isThere: await emitCard(work, press.taskId, modeOf(press.verb), ctx, deps, press.verb === 'open'),
  }));
  if (!isThere) ctx.toast = { text: ctx.t('stale-button'), alert: true };
  else if (told === null) ctx.toast = { text: ctx.t('schedule-not-now'), alert: true };
  else if (told !== undefined) ctx.toast = { text: ctx.t(told) };
}

/** Null when the schedule is in no state for it: it was cancelled, it has ended, it is not there any more. */
async function make(work: Work, change: Change, taskId: string, ctx: StaffContext): Promise<string | null> {
  try {
    const told = await change.make(work);
    await audit(work.tx, {
      actor: ctx.person.telegramId,
      action: change.action,
      subject: `task:${taskId}`,
    });
    return told;
  } catch (error) {
    // Thrown before anything was written.
    if (error instanceof BranchlineError && /^task\.(not_found|wrong_state)$/.test(error.code)) return null;
    throw error;
  }
}

function modeOf(verb: Verb): Mode {
  return verb === 'slots' || verb === 'snooze' || verb === 'cancel' ? verb : 'plain';
}

/** Null for what only looks or asks. */
function changeOf({ taskId, verb }: Press, ctx: StaffContext, deps: BotDeps): Change | null {
  const change = (action: string, told: string, write: (work: Work) => Promise<unknown>): Change => ({
    action,
    async make(work) {
      await write(work);
      return told;
    },
  });
  const snooze = (delaySeconds: number): Change =>
    change('task.snoozed', 'schedule-did-snooze', (work) => snoozeTask(work, taskId, { delaySeconds }));
  switch (verb) {
    case 'pause':
      return change('task.paused', 'schedule-did-pause', (work) => pauseTask(work, taskId));
    case 'resume':
      return change('task.resumed', 'schedule-did-resume', (work) => resumeTask(work, taskId));
    case 'run':
      return { action: 'task.run_now', make: (work) => runNow(work, taskId, ctx, deps) };
    case 'hour':
      return snooze(HOUR_SECONDS);
    case 'tomorrow':
      return snooze(secondsUntilTomorrow(deps.clock.now(), deps.company.timezone));
    case 'week':
      return snooze(WEEK_SECONDS);
    case 'surely':
      return change('task.cancelled', 'schedule-did-cancel', (work) => cancelTask(work, taskId));
    default:
      return null;
  }
}

async function runNow(work: Work, taskId: string, ctx: StaffContext, deps: BotDeps): Promise<string> {
  const { telegramId: actor } = ctx.person;
  const { correlationId } = ctx.scope;
  const { state } = await runTaskNow(
    work,
    taskId,
    { requestedBy: `staff:${actor}`, correlationId },
    // A run that has to make room asks nobody any more.
    (_work, { waits }) => withdrawQuestions(work, deps, { waits, actor, correlationId }),
  );
  return state === 'skipped' ? 'schedule-did-skip' : 'schedule-did-run';
}
