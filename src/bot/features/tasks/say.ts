import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { may, shiftStart } from '../../../domain/staff/index.js';
import { findTask, type TaskChange } from '../../../domain/tasks/index.js';
import { shorten } from '../../../kernel/html.js';
import type { Language } from '../../../platform/i18n/index.js';
import { DateTime } from 'luxon';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { readMoment } from './moment.js';
import { changeAndTell } from './change.js';

type Talk = Conversation<BotContext>;

/** The names of the conversations. */
export const COMMENT_TASK = 'task-comment';
export const SNOOZE_TASK = 'task-snooze';

const TITLE_LIMIT = 80;

/** The next message is a comment to the task; anything else ends it and goes its usual way. */
export function commentDialogue(deps: BotDeps) {
  return async function comment(conversation: Talk, ctx: Context, taskId: string): Promise<void> {
    const begun = await conversation.external((outer) => begin(outer, taskId, deps));
    if (begun === null) return;
    const t = deps.texts.in(begun.language);
    await ctx.reply(t('task-comment-ask', { title: begun.title }));
    const answer = await conversation.wait();
    const text = typedIn(answer);
    if (text === null) return conversation.halt({ next: true });
    const told = await conversation.external((outer) => write(outer, taskId, { do: 'comment', text }, deps));
    await answer.reply(told);
  };
}

/** The next message says until when to snooze; one that says no time is asked for again. */
export function snoozeDialogue(deps: BotDeps) {
  return async function snooze(conversation: Talk, ctx: Context, taskId: string): Promise<void> {
    const begun = await conversation.external((outer) => begin(outer, taskId, deps));
    if (begun === null) return;
    const t = deps.texts.in(begun.language);
    await ctx.reply(t('task-when-ask', { title: begun.title }));
    for (;;) {
      const answer = await conversation.wait();
      const text = typedIn(answer);
      if (text === null) return conversation.halt({ next: true });
      const told = await conversation.external((outer) => snoozeUntil(outer, taskId, text, deps));
      await answer.reply(told.text);
      if (told.isOver) return;
    }
  };
}

async function begin(
  outer: BotContext,
  taskId: string,
  deps: BotDeps,
): Promise<{ title: string; language: Language } | null> {
  const task = await findTask(deps.prisma, taskId);
  if (task === null || !worksHere(outer) || !may(outer.person, 'task.change', task.branch)) return null;
  return { title: shorten(task.title, TITLE_LIMIT), language: outer.language };
}

/** Null: a command, a button or a photo, which is no answer. */
function typedIn(answer: Context): string | null {
  const text = answer.message?.text;
  return text === undefined || text.startsWith('/') || text.trim() === '' ? null : text;
}

/** Who it is was looked up for this update. */
function worksHere(outer: BotContext): outer is StaffContext {
  return outer.person !== null;
}

async function write(outer: BotContext, taskId: string, wanted: TaskChange, deps: BotDeps): Promise<string> {
  if (!worksHere(outer)) return outer.t('refused');
  const { text } = await outer.scope.commit((work) => changeAndTell(outer, work, taskId, wanted, deps));
  return text;
}

async function snoozeUntil(
  outer: BotContext,
  taskId: string,
  text: string,
  deps: BotDeps,
): Promise<{ text: string; isOver: boolean }> {
  if (!worksHere(outer)) return { text: outer.t('refused'), isOver: true };
  const now = deps.clock.now();
  const { timezone, branches } = deps.company;
  // A day alone is the beginning of the person's work on it.
  const usual = DateTime.fromJSDate(shiftStart(outer.person, now, timezone, branches), { zone: timezone });
  const until = readMoment(text, { now, timezone, usual: usual.hour * 60 + usual.minute });
  if (until === null) return { text: outer.t('task-when-unclear'), isOver: false };
  if (until <= now) return { text: outer.t('task-when-past'), isOver: false };
  return { text: await write(outer, taskId, { do: 'snooze', until }, deps), isOver: true };
}
