import { unixTime, type Backend } from '../backend.js';
import { badRequest } from '../errors.js';
import type { ChatMessage, Topic } from '../state/index.js';
import type { WorldUser } from '../world.js';
import type { Target } from './access.js';
import { serviceMessage } from './sending.js';

const MAX_NAME = 128;
const DEFAULT_ICON_COLOR = 0x6fb9f0;

export type Forum = Extract<Target, { kind: 'group' }>;
type Actor = WorldUser | 'bot';

export function forumOf(target: Target): Forum {
  if (target.kind !== 'group' || !target.group.is_forum) throw badRequest('the chat is not a forum');
  return target;
}

/** A topic that can be changed: Telegram tells apart the one that never was and the one that was deleted. */
export function changeableTopic(backend: Backend, forum: Forum, thread: number): Topic {
  if (thread <= 0) throw badRequest('invalid forum topic identifier specified');
  const topic = backend.state.history(forum.id).topics.get(thread);
  if (topic === undefined) throw badRequest('TOPIC_ID_INVALID');
  if (topic.deleted) throw badRequest('TOPIC_DELETED');
  return topic;
}

/** Telegram strips a name and cuts it to 128 characters without a word. */
function topicName(name: string): string {
  const clean = [...name.replaceAll(/\s+/g, ' ').trim()].slice(0, MAX_NAME).join('').trim();
  if (clean === '') throw badRequest('name must be non-empty');
  return clean;
}

export function createTopic(
  backend: Backend,
  forum: Forum,
  actor: Actor,
  options: { name: string; icon_color?: number | undefined; icon_custom_emoji_id?: string | undefined },
): Topic {
  const name = topicName(options.name);
  const icon_color = options.icon_color ?? DEFAULT_ICON_COLOR;
  const icon =
    options.icon_custom_emoji_id === undefined ? {} : { icon_custom_emoji_id: options.icon_custom_emoji_id };
  // The topic's id is the id of the message that announces it, so the place is known only afterwards.
  const thread = backend.state.history(forum.id).allocateMessageId();
  const { changes } = serviceMessage(backend, { target: forum, thread }, actor, {
    message_id: thread,
    forum_topic_created: { name, icon_color, ...icon },
  });
  const topic: Topic = {
    thread,
    name,
    icon_color,
    ...icon,
    closed: false,
    deleted: false,
    own: actor === 'bot',
    created: unixTime(backend),
  };
  backend.store.commit({ type: 'topic', chat: forum.id, topic }, ...changes);
  return topic;
}

export function renameTopic(
  backend: Backend,
  forum: Forum,
  actor: Actor,
  topic: Topic,
  changed: { name?: string | undefined; icon_custom_emoji_id?: string | undefined },
): void {
  const name = changed.name === undefined || changed.name === '' ? undefined : topicName(changed.name);
  const icon = changed.icon_custom_emoji_id;
  if (name === undefined && icon === undefined) return;
  const sameName = name === undefined || name === topic.name;
  if (sameName && (icon === undefined || icon === (topic.icon_custom_emoji_id ?? ''))) {
    throw badRequest('TOPIC_NOT_MODIFIED');
  }
  const edited = {
    ...(name === undefined ? {} : { name }),
    ...(icon === undefined ? {} : { icon_custom_emoji_id: icon }),
  };
  announce(backend, forum, actor, { ...topic, ...edited }, { forum_topic_edited: edited });
}

export function setTopicClosed(
  backend: Backend,
  forum: Forum,
  actor: Actor,
  topic: Topic,
  closed: boolean,
): void {
  if (topic.closed === closed) throw badRequest('TOPIC_NOT_MODIFIED');
  announce(
    backend,
    forum,
    actor,
    { ...topic, closed },
    closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} },
  );
}

/** With all its messages. No update tells of it. */
export function deleteTopic(backend: Backend, forum: Forum, topic: Topic): void {
  backend.store.commit({ type: 'topic', chat: forum.id, topic: { ...topic, deleted: true } });
}

function announce(
  backend: Backend,
  forum: Forum,
  actor: Actor,
  topic: Topic,
  content: Partial<ChatMessage>,
): void {
  const place = { target: forum, thread: topic.thread };
  const { changes } = serviceMessage(backend, place, actor, content);
  backend.store.commit({ type: 'topic', chat: forum.id, topic }, ...changes);
}
