import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { encodeCallback, inlineKeyboard } from '../../../domain/posts/index.js';
import { may, type Hours } from '../../../domain/staff/index.js';
import { askHours } from '../../core/ask-hours.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { putOnShift } from './put.js';

/** The name of the conversation. */
export const DUTY_HOURS = 'duty-hours';

/** Who is put on shift, where and when; kept with the conversation, so it is JSON. */
export interface Asked {
  branch: string;
  day: string;
  staffId: string;
}

/** A manager types the hours of a shift. Anything but text ends it and goes its usual way. */
export function dutyHoursDialogue(deps: BotDeps) {
  return async function dutyHours(
    conversation: Conversation<BotContext>,
    ctx: Context,
    asked: Asked,
  ): Promise<void> {
    const t = deps.texts.in(await conversation.external((outer) => outer.language));
    const { hours, answer } = await askHours(conversation, ctx, t('duty-hours-ask'), t);
    const told = await conversation.external((outer) => put(outer, asked, hours, deps));
    const { branch, day } = asked;
    const back = { text: t('button-to-roster'), data: encodeCallback({ action: 'duty.day', branch, day }) };
    await answer.reply(told, { reply_markup: inlineKeyboard([[back]], answer.me.username) });
  };
}

async function put(outer: BotContext, asked: Asked, hours: Hours, deps: BotDeps): Promise<string> {
  const { branch, day, staffId } = asked;
  if (!mayChange(outer, branch)) return outer.t('refused');
  return putOnShift(outer, { branch, day, staffId: BigInt(staffId), hours, days: 1 }, deps);
}

/** Asked at every step: who it is was looked up for this update. */
function mayChange(outer: BotContext, branch: string): outer is StaffContext {
  return outer.person !== null && may(outer.person, 'duty.change', branch);
}
