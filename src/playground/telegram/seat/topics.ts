import type { Backend } from '../backend.js';
import {
  changeableTopic,
  createTopic,
  deleteTopic,
  forumOf,
  renameTopic,
  setTopicClosed,
  type Forum,
} from '../chats/index.js';
import { SeatError, TelegramError } from '../errors.js';
import type { Topic } from '../state/index.js';
import type { WorldUser } from '../world.js';
import { requireChat, requireUser } from './people.js';

export interface TopicAddress {
  user: number;
  chat: number;
  thread: number;
}

export function openTopicAsUser(
  backend: Backend,
  input: { user: number; chat: number; name: string },
): Topic {
  return asPerson(backend, input, (forum, user) => createTopic(backend, forum, user, { name: input.name }));
}

export function renameTopicAsUser(backend: Backend, input: TopicAddress & { name: string }): void {
  asPerson(backend, input, (forum, user) => {
    renameTopic(backend, forum, user, changeableTopic(backend, forum, input.thread), { name: input.name });
  });
}

export function setTopicClosedAsUser(backend: Backend, input: TopicAddress, closed: boolean): void {
  asPerson(backend, input, (forum, user) => {
    setTopicClosed(backend, forum, user, changeableTopic(backend, forum, input.thread), closed);
  });
}

export function deleteTopicAsUser(backend: Backend, input: TopicAddress): void {
  asPerson(backend, input, (forum) => {
    deleteTopic(backend, forum, changeableTopic(backend, forum, input.thread));
  });
}

/** Everybody in a forum may manage its topics here: what people may do is not emulated. */
function asPerson<T>(
  backend: Backend,
  input: { user: number; chat: number },
  act: (forum: Forum, user: WorldUser) => T,
): T {
  const user = requireUser(backend, input.user);
  const target = requireChat(backend, user, input.chat);
  try {
    return act(forumOf(target), user);
  } catch (error) {
    if (error instanceof TelegramError) throw new SeatError('topic.refused', error.message);
    throw error;
  }
}
