import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { encodeCallback, inlineKeyboard } from '../../../domain/posts/index.js';
import type { Hours } from '../../../domain/staff/index.js';
import { askHours } from '../../core/ask-hours.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { saveHours, type HoursKind } from './hours.js';
import { hoursText } from './words.js';

/** The name of the conversation. */
export const TYPED_HOURS = 'typed-hours';

/** Somebody types their hours. Anything but text ends it and goes its usual way. */
export function hoursDialogue(deps: BotDeps) {
  return async function typedHours(
    conversation: Conversation<BotContext>,
    ctx: Context,
    kind: HoursKind,
  ): Promise<void> {
    const t = deps.texts.in(await conversation.external((outer) => outer.language));
    const question = t(kind === 'work' ? 'settings-work-ask' : 'settings-quiet-ask');
    const { hours, answer } = await askHours(conversation, ctx, question, t);
    await conversation.external((outer) => save(outer, kind, hours));
    const back = {
      text: t('button-to-settings'),
      data: encodeCallback({ action: 'settings', verb: 'show' }),
    };
    await answer.reply(`✅ ${hoursText(hours)}`, {
      reply_markup: inlineKeyboard([[back]], answer.me.username),
    });
  };
}

/** Who has left in the meantime does not get here: the gate was before. */
async function save(outer: BotContext, kind: HoursKind, hours: Hours): Promise<void> {
  if (isStaff(outer)) await saveHours(outer, kind, hours);
}

function isStaff(outer: BotContext): outer is StaffContext {
  return outer.person !== null;
}
