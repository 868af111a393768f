import type { Backend } from '../backend.js';
import type { Change, Topic } from '../state/index.js';
import { seatMessage, type SeatMessage } from './view.js';

interface At {
  chat: number;
  thread: number | null;
}

/** What people notice; also the events of `/seat/stream`. */
export type SeatEvent =
  | ({ event: 'message'; message: SeatMessage } & At)
  | ({ event: 'edited'; message: SeatMessage } & At)
  | ({ event: 'deleted'; message_id: number } & At)
  | ({ event: 'topic'; name: string; closed: boolean; deleted: boolean } & At)
  | ({
      event: 'answer';
      user: number;
      message_id: number;
      callback_query_id: string;
      text?: string | undefined;
      show_alert?: boolean | undefined;
      url?: string | undefined;
    } & At)
  | ({ event: 'member' } & At);

/** The event that a change is for people, if it is one. */
export function eventOf(backend: Backend, change: Change): SeatEvent | undefined {
  switch (change.type) {
    case 'message':
    case 'edited': {
      const message = seatMessage(backend, change.stored);
      return { event: change.type, chat: change.chat, thread: change.stored.thread, message };
    }
    case 'deleted':
      return {
        event: 'deleted',
        chat: change.chat,
        thread: change.thread,
        message_id: change.message_id,
      };
    case 'topic':
      return { event: 'topic', chat: change.chat, ...topicFields(change.topic) };
    case 'answered': {
      const callback = backend.state.callbacks.get(change.id);
      if (callback === undefined) return undefined;
      const { chat, thread, user, message_id, id } = callback;
      return {
        event: 'answer',
        chat,
        thread,
        user,
        message_id,
        callback_query_id: id,
        ...change.answer,
      };
    }
    case 'group':
      return { event: 'member', chat: change.group.id, thread: null };
    case 'private':
      return { event: 'member', chat: change.chat.user, thread: null };
    default:
      return undefined;
  }
}

function topicFields(topic: Topic): { thread: number; name: string; closed: boolean; deleted: boolean } {
  return { thread: topic.thread, name: topic.name, closed: topic.closed, deleted: topic.deleted };
}
