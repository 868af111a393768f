import { el } from './dom.js';
import { fullName } from './people.js';
import { text } from './texts.js';

/** What a message that nobody wrote says; undefined for one that somebody did. @param {any} message */
function serviceWords(message) {
  const name = fullName(message.from);
  if (message.forum_topic_created) return text('topicCreated', { name: message.forum_topic_created.name });
  if (message.forum_topic_edited)
    return text('topicRenamed', { name: message.forum_topic_edited.name ?? '' });
  if (message.forum_topic_closed) return text('topicWasClosed');
  if (message.forum_topic_reopened) return text('topicReopened');
  if (message.new_chat_members) {
    return text('joined', { name: message.new_chat_members.map(fullName).join(', ') });
  }
  if (message.left_chat_member) return text('left', { name: fullName(message.left_chat_member) });
  if (message.pinned_message) return text('pinned', { name });
  return undefined;
}

/** A centred chip; undefined when the message is an ordinary one. @param {any} message */
export function serviceChip(message) {
  const words = serviceWords(message);
  if (words === undefined) return undefined;
  const id = message.message_id;
  return el('p', { class: 'chip', testid: `message-${id}`, key: id, id: `message-${id}` }, words);
}
