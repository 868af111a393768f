import type { ForumTopic } from 'grammy/types';
import { z } from 'zod';
import type { Backend } from '../../backend.js';
import {
  changeableTopic,
  createTopic,
  deleteTopic,
  forumOf,
  renameTopic,
  setTopicClosed,
  writableChat,
  type Forum,
} from '../../chats/index.js';
import { badRequest } from '../../errors.js';
import type { Topic } from '../../state/index.js';
import type { BotRights } from '../../world.js';
import { method } from '../method.js';
import { chatId, integer, optionalInteger, optionalText } from '../schema.js';

const topicAddress = { chat_id: chatId, message_thread_id: integer };

export const topicMethods = [
  method(
    'createForumTopic',
    {
      chat_id: chatId,
      name: z.string({ error: 'name must be non-empty' }),
      icon_color: optionalInteger,
      icon_custom_emoji_id: optionalText,
    },
    (parameters, { backend }): ForumTopic => {
      const forum = forumOf(writableChat(backend, parameters.chat_id));
      if (!hasRight(forum, 'can_manage_topics')) throw badRequest('not enough rights to create a topic');
      const topic = createTopic(backend, forum, 'bot', parameters);
      return {
        message_thread_id: topic.thread,
        name: topic.name,
        icon_color: topic.icon_color,
        ...(topic.icon_custom_emoji_id === undefined
          ? {}
          : { icon_custom_emoji_id: topic.icon_custom_emoji_id }),
      };
    },
  ),
  method(
    'editForumTopic',
    { ...topicAddress, name: optionalText, icon_custom_emoji_id: optionalText },
    (parameters, { backend }) => {
      const refusal = 'not enough rights to edit the topic';
      const { forum, topic } = manageable(backend, parameters, 'can_manage_topics', refusal);
      renameTopic(backend, forum, 'bot', topic, parameters);
      return true;
    },
  ),
  method('closeForumTopic', topicAddress, (parameters, { backend }) => {
    const refusal = 'not enough rights to close or open the topic';
    const { forum, topic } = manageable(backend, parameters, 'can_manage_topics', refusal);
    setTopicClosed(backend, forum, 'bot', topic, true);
    return true;
  }),
  method('reopenForumTopic', topicAddress, (parameters, { backend }) => {
    const refusal = 'not enough rights to close or open the topic';
    const { forum, topic } = manageable(backend, parameters, 'can_manage_topics', refusal);
    setTopicClosed(backend, forum, 'bot', topic, false);
    return true;
  }),
  method('deleteForumTopic', topicAddress, (parameters, { backend }) => {
    const refusal = 'not enough rights to delete the topic';
    const { forum, topic } = manageable(backend, parameters, 'can_delete_messages', refusal);
    deleteTopic(backend, forum, topic);
    return true;
  }),
];

/** A topic that the bot may manage: by right, or because it made it. */
function manageable(
  backend: Backend,
  address: { chat_id: number; message_thread_id: number },
  right: keyof BotRights,
  refusal: string,
): { forum: Forum; topic: Topic } {
  const forum = forumOf(writableChat(backend, address.chat_id));
  const topic = changeableTopic(backend, forum, address.message_thread_id);
  if (!hasRight(forum, right) && !topic.own) throw badRequest(refusal);
  return { forum, topic };
}

function hasRight({ group }: Forum, right: keyof BotRights): boolean {
  return group.bot_status === 'administrator' && group.bot_rights[right];
}
