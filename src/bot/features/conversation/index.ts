import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { editedMessages } from './edited.js';
import { takeText } from './free-text.js';
import { takeOtherKind } from './other-kinds.js';
import { pressOffer } from './press.js';
import { TELL, tellDialogue } from './tell.js';
import { wordsOf } from './words.js';

export { createClassifier } from './classify.js';

/** What people write that answers no question of the bot, and what they may have made of it. */
export function conversationFeature(deps: BotDeps): Feature {
  const words = wordsOf(deps.texts);
  return {
    presses: {
      offer: { permission: 'menu.open', handle: (ctx, press) => pressOffer(ctx, press, deps) },
      'offer.branch': { permission: 'menu.open', handle: (ctx, press) => pressOffer(ctx, press, deps) },
      'car.tell': {
        permission: ['incident.report', 'task.create'],
        handle: (ctx, { carId, about }) => ctx.conversation.enter(TELL, { carId, about }),
      },
    },
    dialogues: [{ id: TELL, run: tellDialogue(deps) }],
    async takeMessage(ctx) {
      const text = ctx.message?.text?.trim();
      if (text === undefined || text === '' || text.startsWith('/')) return false;
      await takeText(ctx, text, words, deps);
      return true;
    },
    others: editedMessages(deps),
  };
}

/** Voice messages, stickers, places and the like: before the checklists, which would take them for a wrong photo. */
export function otherKindsFeature(deps: BotDeps): Feature {
  return { takeMessage: (ctx) => takeOtherKind(ctx, deps) };
}
