import { z } from 'zod';
import { writableChat } from '../../chats/index.js';
import { badRequest } from '../../errors.js';
import { method } from '../method.js';
import { chatId, jsonOf, messageId } from '../schema.js';

/** The emoji that Telegram takes (https://core.telegram.org/bots/api#reactiontypeemoji); a check mark is not one. */
const EMOJI = new Set(
  (
    '👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 ' +
    '😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'
  ).split(' '),
);

const Reaction = z.object({ type: z.string(), emoji: z.string().optional() });

export const reactionMethods = [
  method(
    'setMessageReaction',
    { chat_id: chatId, message_id: messageId, reaction: jsonOf(z.array(Reaction).optional()).optional() },
    ({ chat_id, message_id, reaction = [] }, { backend }) => {
      const target = writableChat(backend, chat_id);
      const stored = backend.state.history(target.id).messages.get(message_id);
      if (stored === undefined) throw badRequest('message to react not found');
      if (reaction.length > 1) throw badRequest('REACTIONS_TOO_MANY');
      const chosen = reaction[0];
      if (chosen !== undefined && (chosen.type !== 'emoji' || !EMOJI.has(chosen.emoji ?? ''))) {
        throw badRequest('REACTION_INVALID');
      }
      backend.store.commit({
        type: 'edited',
        chat: target.id,
        stored: { ...stored, reaction: chosen?.emoji },
      });
      return true;
    },
  ),
];
