import { byId, el, settle } from './dom.js';
import { icon } from './icons.js';
import { avatar, unreadMark } from './people.js';
import { session } from './session.js';
import { text } from './texts.js';
import { clock } from './times.js';

/** @typedef {import('./seat-api.js').Chat} Chat */
/** @typedef {import('./seat-api.js').Topic} Topic */

/** The group that is unfolded; one at a time keeps the list short. @type {number | null} */
let unfolded = null;

/** A line of what was said last, whatever it was. @param {any} message */
function gist(message) {
  if (!message) return '';
  const { forum_topic_created: created } = message;
  const words = message.text ?? message.caption ?? '';
  if (words) return words.replaceAll('\n', ' ');
  if (created) return text('topicCreated', { name: created.name });
  return message.photo ? text('photo') : '';
}

/** @param {Chat} chat */
function privateRow(chat) {
  return el(
    'li',
    { key: chat.id },
    el(
      'button',
      {
        type: 'button',
        class: 'row',
        testid: `chat-${chat.id}`,
        'aria-current': session.chat === chat.id ? 'true' : null,
        onclick: () => session.open(chat.id),
      },
      avatar(session.world.bot.id, session.world.bot.first_name),
      words(chat.title || session.world.bot.first_name, gist(chat.last) || text('bot')),
      meta(chat.last?.date, session.unreadIn(chat.id)),
    ),
  );
}

/** @param {string} title @param {string} line */
function words(title, line) {
  return el(
    'span',
    { class: 'row-words' },
    el('span', { class: 'row-title' }, title),
    el('small', { class: 'gist' }, line),
  );
}

/** @param {number | undefined} date @param {number} unread */
function meta(date, unread) {
  return el('span', { class: 'row-meta' }, date ? el('time', {}, clock(date)) : '', unreadMark(unread));
}

/** The row unfolds the group, the arrow beside it also folds it. @param {Chat} chat */
function groupRow(chat) {
  const open = unfolded === chat.id;
  const topics = inOrder(chat.topics ?? []);
  const row = el(
    'button',
    {
      type: 'button',
      class: 'row',
      testid: `chat-${chat.id}`,
      'aria-expanded': String(open),
      onclick: () => unfold(chat.id),
    },
    avatar(chat.id, chat.title),
    words(chat.title, gist(chat.last) || text('group')),
    meta(chat.last?.date, open ? 0 : session.unreadInAll(chat.id)),
  );
  const fold = el(
    'button',
    {
      type: 'button',
      class: 'icon-button fold',
      testid: `fold-${chat.id}`,
      'aria-expanded': String(open),
      'aria-label': text('topics', { name: chat.title }),
      onclick: () => unfold(unfolded === chat.id ? null : chat.id),
    },
    icon('down'),
  );
  return el(
    'li',
    { key: chat.id },
    el('div', { class: 'group-head' }, row, fold),
    open && el('ul', { class: 'topics' }, ...topics.map((topic) => topicRow(chat, topic))),
  );
}

/** @param {number | null} group */
function unfold(group) {
  unfolded = group;
  render();
}

/** General first, then what moved last; closed ones at the end. @param {Topic[]} topics */
function inOrder(topics) {
  /** @param {Topic} topic */
  const rank = (topic) => ((topic.id ?? null) === null ? 0 : topic.closed ? 2 : 1);
  return topics.toSorted((a, b) => rank(a) - rank(b) || (b.last_message_at ?? 0) - (a.last_message_at ?? 0));
}

/** @param {Chat} chat @param {Topic} topic */
function topicRow(chat, topic) {
  const id = topic.id ?? null;
  const here = session.chat === chat.id && session.thread === id;
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        class: topic.closed ? 'topic closed' : 'topic',
        testid: `topic-${id ?? 'general'}`,
        'aria-current': here ? 'true' : null,
        onclick: () => session.open(chat.id, id),
      },
      el('span', { class: 'topic-name' }, topicName(topic)),
      topic.closed && el('span', { class: 'closed-mark', title: text('closed') }, icon('lock')),
      topic.closed && el('span', { class: 'unseen' }, text('closed')),
      unreadMark(session.unreadIn(chat.id, id)),
    ),
  );
}

/** @param {Topic} topic */
export const topicName = (topic) => ((topic.id ?? null) === null ? text('general') : topic.name);

function render() {
  const rows = session.chats.map((chat) => (chat.id === session.user ? privateRow(chat) : groupRow(chat)));
  settle(byId('chats'), rows);
}

export function startChats() {
  session.addEventListener('place', () => {
    if (session.chat !== null && !session.isPrivate) unfolded = session.chat;
    render();
  });
  for (const change of ['chats', 'unread']) session.addEventListener(change, render);
  document.addEventListener('languagechange', render);
  if (session.chat !== null && !session.isPrivate) unfolded = session.chat;
  render();
}
