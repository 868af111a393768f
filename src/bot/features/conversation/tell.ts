import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { may } from '../../../domain/staff/index.js';
import type { Car } from '../../../platform/prisma/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { nameOfCar, readerOf } from '../search/index.js';
import { noteMessage } from './free-text.js';
import { makeOffer } from './offer.js';

type Talk = Conversation<BotContext>;

/** The name of the conversation. */
export const TELL = 'tell-of-car';

export interface Telling {
  carId: number;
  about: 'problem' | 'request';
}

/** "Problem" or "Task" on the page of a car: the person says what it is, and then whether it is to be made. */
export function tellDialogue(deps: BotDeps) {
  return async function tellOfCar(conversation: Talk, ctx: Context, telling: Telling): Promise<void> {
    const question = await conversation.external(async (outer) => {
      const car = await carFor(outer, telling, deps);
      if (car === null) return null;
      const told = { car: nameOfCar(car, readerOf(outer, deps)) };
      return outer.t(telling.about === 'problem' ? 'tell-problem' : 'tell-request', told);
    });
    if (question === null) return;
    await ctx.reply(question);
    const answer = await conversation.wait();
    const text = answer.message?.text;
    if (answer.chat?.type !== 'private' || text === undefined || text.startsWith('/'))
      return conversation.halt({ next: true });
    await conversation.external((outer) => offerIt(outer, telling, text, deps));
  };
}

async function offerIt(outer: BotContext, telling: Telling, text: string, deps: BotDeps): Promise<void> {
  const car = await carFor(outer, telling, deps);
  if (car === null || !isStaff(outer)) return;
  const { about } = telling;
  await outer.scope.commit(async (work) => {
    await noteMessage(work, outer, text, { kind: about, by: 'rules', car, booking: null });
    await makeOffer(work, outer, deps, { about, text, car, booking: null });
  });
}

/** Null: it is gone, or not theirs to see. Asked at every step. */
async function carFor(outer: BotContext, { carId }: Telling, deps: BotDeps): Promise<Car | null> {
  const car = await deps.prisma.car.findUnique({ where: { id: carId } });
  return car !== null && !car.deleted && isStaff(outer) && may(outer.person, 'car.see', car.branch)
    ? car
    : null;
}

function isStaff(outer: BotContext): outer is BotContext & StaffContext {
  return outer.person !== null;
}
