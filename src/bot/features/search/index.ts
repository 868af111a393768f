import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { askDialogue, LOOK_UP } from './ask.js';
import { showBooking } from './booking-page.js';
import { showCar } from './car-page.js';
import { inlineSearch, nothingForStrangers } from './inline.js';
import { lookUpBooking, lookUpCar } from './look-up.js';

export { showBooking } from './booking-page.js';
export { showCar } from './car-page.js';
export { nameOfCar } from './car-words.js';
export { lookUpCar } from './look-up.js';
export { branchesOf, branchTitle } from './reach.js';
export { readerOf } from './reader.js';

/** A row's number as a link carries it; null when it is none. */
function numberOf(argument: string): number | null {
  return /^[1-9]\d{0,8}$/.test(argument) ? Number(argument) : null;
}

/** `/car`, `/booking`, links to their pages, and `@bot ...` in any chat. */
export function searchFeature(deps: BotDeps): Feature {
  const open =
    (show: (ctx: StaffContext, id: number, deps: BotDeps) => Promise<void>) =>
    async (ctx: StaffContext, argument: string): Promise<void> => {
      const id = numberOf(argument);
      if (id === null) await ctx.openMenu();
      else await show(ctx, id, deps);
    };
  return {
    commands: {
      car: {
        permission: 'car.see',
        place: 52,
        handle: (ctx, typed) =>
          typed === '' ? ctx.conversation.enter(LOOK_UP, 'car') : lookUpCar(ctx, typed, deps),
      },
      booking: {
        permission: 'booking.see',
        place: 54,
        handle: (ctx, typed) =>
          typed === '' ? ctx.conversation.enter(LOOK_UP, 'booking') : lookUpBooking(ctx, typed, deps),
      },
    },
    presses: {
      'car.show': { permission: 'car.see', handle: (ctx, { carId }) => showCar(ctx, carId, deps) },
      'booking.show': {
        permission: 'booking.see',
        handle: (ctx, { bookingId }) => showBooking(ctx, bookingId, deps),
      },
    },
    links: {
      car: { permission: 'car.see', open: open(showCar) },
      booking: { permission: 'booking.see', open: open(showBooking) },
    },
    dialogues: [{ id: LOOK_UP, run: askDialogue(deps) }],
    door: nothingForStrangers(),
    others: inlineSearch(deps),
  };
}
