import type { Conversation } from '@grammyjs/conversations';
import { InlineKeyboard, type Context } from 'grammy';
import { audit } from '../../../domain/audit/index.js';
import { may } from '../../../domain/staff/index.js';
import { updateTask } from '../../../engine/schedules/index.js';
import { BranchlineError } from '../../../kernel/errors.js';
import { html, lines, shorten } from '../../../kernel/html.js';
import { formatMoment, type Language } from '../../../platform/i18n/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { readExpression, type TypedSchedule } from './expression.js';
import { emitCard } from './show.js';
import { scheduleOf } from './view.js';

type Talk = Conversation<BotContext>;

/** The name of the conversation. */
export const RESCHEDULE = 'reschedule';

const PREVIEW = 5;
const FAULT_LIMIT = 500;
const SAVE = 'reschedule:save';
const LEAVE = 'reschedule:leave';

/** What the dialogue is about; kept with the conversation, so it is JSON. */
interface Begun {
  taskId: string;
  title: string;
  expression: string;
  timezone: string;
  anchor: string;
  language: Language;
}

/**
 * An admin types when a schedule is to run, sees the next slots and saves, or types another. Whatever else they do ends
 * it and goes its usual way; a right that was lost on the way changes nothing.
 */
export function changeDialogue(deps: BotDeps) {
  return async function reschedule(conversation: Talk, ctx: Context, taskId: string): Promise<void> {
    const begun = await conversation.external((outer) => begin(outer, taskId, deps));
    if (begun === null) return;
    const t = deps.texts.in(begun.language);
    const question = lines(
      html`<b>⏱ ${t('schedule-change-ask', { title: begun.title })}</b>`,
      html`${t('schedule-change-now', { expression: begun.expression })}`,
      html`<i>${t('schedule-change-how')}</i>`,
    );
    await ctx.reply(question.markup, { parse_mode: 'HTML' });

    let answer = await conversation.wait();
    for (;;) {
      const typed = typedIn(answer);
      if (typed === null) return conversation.halt({ next: true });
      const preview = await conversation.external(() => previewOf(typed, begun, deps));
      const asked =
        'fault' in preview
          ? await complain(ctx, preview.fault, begun, deps)
          : await askToSave(ctx, typed, preview.slots, begun, deps);
      answer = await conversation.wait();
      const pressed = answer.callbackQuery;
      if (pressed?.message?.message_id !== asked || (pressed.data !== SAVE && pressed.data !== LEAVE)) {
        if (!('fault' in preview)) await takeButtons(ctx, asked);
        continue;
      }
      const outcome =
        pressed.data === SAVE
          ? await conversation.external((outer) => save(outer, taskId, typed, deps))
          : t('schedule-change-left');
      await answer.editMessageText(outcome);
      return;
    }
  };
}

async function begin(outer: BotContext, taskId: string, deps: BotDeps): Promise<Begun | null> {
  const task = await deps.prisma.task.findUnique({ where: { id: taskId } });
  if (task === null || !mayChange(outer)) return null;
  const { title, scheduleExpr: expression, timezone, anchor } = task;
  return { taskId, title, expression, timezone, anchor, language: outer.language };
}

/** Asked at every step: who it is was looked up for this update. */
function mayChange(outer: BotContext): outer is BotContext & StaffContext {
  return outer.person !== null && may(outer.person, 'schedule.change');
}

/** Null: a command, a button or a photo, which is no answer. */
function typedIn(answer: Context): TypedSchedule | null {
  const text = answer.message?.text;
  return text === undefined || text.startsWith('/') ? null : readExpression(text);
}

/** Dates as the admin reads them, or what is wrong, in the words of the schedules. */
function previewOf(
  typed: TypedSchedule,
  { timezone, anchor, language }: Begun,
  deps: BotDeps,
): { slots: string[] } | { fault: string } {
  try {
    const rule = { scheduleKind: typed.kind, scheduleExpr: typed.expression, timezone, anchor };
    const slots = scheduleOf(rule).after(deps.clock.now(), PREVIEW);
    if (slots.length === 0) return { fault: deps.texts.in(language)('schedule-next-none') };
    return { slots: slots.map((at) => formatMoment(at, timezone, language)) };
  } catch (error) {
    if (!(error instanceof BranchlineError) || error.code !== 'schedule.invalid') throw error;
    return { fault: error.message };
  }
}

async function complain(ctx: Context, fault: string, { language }: Begun, deps: BotDeps): Promise<number> {
  const t = deps.texts.in(language);
  const text = lines(
    t('schedule-change-fault'),
    html`<code>${shorten(fault, FAULT_LIMIT)}</code>`,
    t('schedule-change-again'),
  );
  return (await ctx.reply(text.markup, { parse_mode: 'HTML' })).message_id;
}

async function askToSave(
  ctx: Context,
  typed: TypedSchedule,
  slots: string[],
  { language }: Begun,
  deps: BotDeps,
): Promise<number> {
  const t = deps.texts.in(language);
  const text = lines(
    html`<b>${t('schedule-change-preview')}</b>`,
    html`<code>${shorten(typed.expression, FAULT_LIMIT)}</code>`,
    ...slots.map((slot) => html`• ${slot}`),
  );
  const keyboard = new InlineKeyboard()
    .text(t('button-schedule-save'), SAVE)
    .row()
    .text(t('button-schedule-leave'), LEAVE);
  const sent = await ctx.reply(text.markup, { parse_mode: 'HTML', reply_markup: keyboard });
  return sent.message_id;
}

/** What was shown first is not to be saved by a late press; the person may have deleted it. */
async function takeButtons(ctx: Context, messageId: number): Promise<void> {
  if (ctx.chat !== undefined)
    await ctx.api.editMessageReplyMarkup(ctx.chat.id, messageId).catch(() => undefined);
}

/** Stores it and shows the card anew; answers what the person is told. */
async function save(outer: BotContext, taskId: string, typed: TypedSchedule, deps: BotDeps): Promise<string> {
  if (!mayChange(outer)) return outer.t('refused');
  const { person, scope, t } = outer;
  return scope.commit(async (work) => {
    const change = { scheduleKind: typed.kind, scheduleExpr: typed.expression };
    try {
      await updateTask(work, deps.tools, taskId, { ...change, by: `staff:${person.telegramId}` });
    } catch (error) {
      // Nothing was written: it was cancelled meanwhile, or its last time has passed.
      if (!(error instanceof BranchlineError) || !error.code.startsWith('task.')) throw error;
      return t('schedule-not-now');
    }
    const subject = `task:${taskId}`;
    await audit(work.tx, { actor: person.telegramId, action: 'task.updated', subject, details: change });
    await emitCard(work, taskId, 'plain', outer, deps, false);
    return t('schedule-change-saved');
  });
}
