import type { Backend } from '../../backend.js';
import { serviceMessage, withoutUndefined, writableChat, type Target } from '../../chats/index.js';
import { badRequest } from '../../errors.js';
import { method } from '../method.js';
import { chatId, messageId, optionalInteger } from '../schema.js';

export const pinMethods = [
  method(
    'pinChatMessage',
    { chat_id: chatId, message_id: messageId },
    ({ chat_id, message_id }, { backend }) => {
      const target = pinnableChat(backend, chat_id);
      const history = backend.state.history(target.id);
      const stored = history.messages.get(message_id);
      if (stored === undefined) throw badRequest('message to pin not found');
      if (history.pinned.at(-1) === message_id) return true;
      const { thread, message } = stored;
      const { changes } = serviceMessage(backend, { target, thread }, 'bot', {
        pinned_message: withoutUndefined({ ...message, reply_to_message: undefined }),
      });
      backend.store.commit({ type: 'pinned', chat: target.id, message_id, pinned: true }, ...changes);
      return true;
    },
  ),
  method('unpinChatMessage', { chat_id: chatId, message_id: optionalInteger }, (parameters, { backend }) => {
    const target = pinnableChat(backend, parameters.chat_id);
    const { pinned } = backend.state.history(target.id);
    const message_id = parameters.message_id ?? pinned.at(-1);
    if (message_id === undefined || !pinned.includes(message_id)) {
      throw badRequest('message to unpin not found');
    }
    backend.store.commit({ type: 'pinned', chat: target.id, message_id, pinned: false });
    return true;
  }),
];

function pinnableChat(backend: Backend, id: number): Target {
  const target = writableChat(backend, id);
  if (target.kind === 'group') {
    const { bot_rights: rights, bot_status: status } = target.group;
    if (status !== 'administrator' || !rights.can_pin_messages) {
      throw badRequest('not enough rights to manage pinned messages in the chat');
    }
  }
  return target;
}
