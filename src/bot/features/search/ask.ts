import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { may } from '../../../domain/staff/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { lookUpBooking, lookUpCar } from './look-up.js';

type Talk = Conversation<BotContext>;

/** The name of the conversation. */
export const LOOK_UP = 'look-up';

export type Sought = 'car' | 'booking';

/** `/car` and `/booking` with nothing behind: one question; whatever else the person does goes its usual way. */
export function askDialogue(deps: BotDeps) {
  return async function lookUp(conversation: Talk, ctx: Context, sought: Sought): Promise<void> {
    const question = await conversation.external((outer) =>
      mayLookUp(outer, sought) ? outer.t(sought === 'car' ? 'car-ask' : 'booking-ask') : null,
    );
    if (question === null) return;
    await ctx.reply(question);
    const answer = await conversation.wait();
    const typed = answer.message?.text;
    if (answer.chat?.type !== 'private' || typed === undefined || typed.startsWith('/'))
      return conversation.halt({ next: true });
    // The last thing that happens here: there is no replay after it that could show the page twice.
    await conversation.external(async (outer) => {
      if (!mayLookUp(outer, sought)) return;
      await (sought === 'car' ? lookUpCar(outer, typed, deps) : lookUpBooking(outer, typed, deps));
    });
  };
}

function mayLookUp(outer: BotContext, sought: Sought): outer is BotContext & StaffContext {
  return outer.person !== null && may(outer.person, sought === 'car' ? 'car.see' : 'booking.see');
}
