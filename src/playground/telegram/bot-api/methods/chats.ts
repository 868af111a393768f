import type { ChatMember } from 'grammy/types';
import { editableChat, memberObject, userOrBot } from '../../chats/index.js';
import { badRequest } from '../../errors.js';
import { botObject } from '../../world.js';
import { method } from '../method.js';
import { chatId, integer } from '../schema.js';

const MAX_REACTIONS = 11;

export const chatMethods = [
  method('getMe', {}, (_parameters, { backend }) => ({
    ...botObject(backend.bot),
    can_join_groups: true,
    can_read_all_group_messages: true,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  })),
  method('getChat', { chat_id: chatId }, ({ chat_id }, { backend }) => {
    const target = editableChat(backend, chat_id);
    const history = backend.state.history(target.id);
    const pinned = history.messages.get(history.pinned.at(-1) ?? 0);
    return {
      ...target.chat,
      accent_color_id: 0,
      max_reaction_count: MAX_REACTIONS,
      ...(pinned === undefined ? {} : { pinned_message: pinned.message }),
    };
  }),
  method(
    'getChatMember',
    { chat_id: chatId, user_id: integer },
    ({ chat_id, user_id }, { backend }): ChatMember => {
      const target = editableChat(backend, chat_id);
      const user = userOrBot(backend, user_id);
      if (user === undefined) throw badRequest('user not found');
      if (target.kind === 'group') return memberObject(backend, target.group, user);
      if (user.id !== target.id && user.id !== backend.bot.id) throw badRequest('user not found');
      return { status: 'member', user };
    },
  ),
  method('getChatAdministrators', { chat_id: chatId }, ({ chat_id }, { backend }): ChatMember[] => {
    const target = editableChat(backend, chat_id);
    if (target.kind === 'private') {
      throw badRequest('there are no administrators in the private chat');
    }
    const bot = memberObject(backend, target.group, botObject(backend.bot));
    return bot.status === 'administrator' ? [bot] : [];
  }),
];
