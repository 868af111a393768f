import { el } from './dom.js';
import { richText } from './entities.js';
import { icon } from './icons.js';
import { inlineKeyboard } from './keyboard.js';
import { avatar, fullName, hueOf } from './people.js';
import { photoGrid } from './photos.js';
import { session } from './session.js';
import { text } from './texts.js';
import { clock, fullDate } from './times.js';

/**
 * What a person can do with a message.
 *
 * @typedef {object} Actions
 * @property {(message: any) => void} reply
 * @property {(message: any) => void} edit
 * @property {(command: string) => void} command
 */

/** Fields of a message that say how it came, not what it is. */
const circumstances = new Set(
  'message_id message_thread_id is_topic_message from sender_chat chat date edit_date reply_to_message reply_markup entities caption_entities media_group_id photo_url document_url thread outgoing keyboard reaction'.split(
    ' ',
  ),
);

/**
 * One message, or the messages of one album, as a bubble.
 *
 * @param {any[]} messages at least one; they share a media group when they are several
 * @param {{ first: boolean, actions: Actions }} options whether it is the first of a row by the same person
 */
export function bubble(messages, { first, actions }) {
  const [message] = messages;
  const id = message.message_id;
  const own = message.from?.id === session.user;
  const named = first && !own && !session.isPrivate;
  const photos = messages.filter((one) => one.photo_url);
  const wordy = messages.find((one) => one.text ?? one.caption) ?? message;
  const words = wordy.text ?? wordy.caption ?? '';

  return el(
    'article',
    {
      class: ['message', own && 'own', first && 'first', photos.length > 0 && 'with-photos']
        .filter(Boolean)
        .join(' '),
      testid: `message-${id}`,
      key: id,
      id: `message-${id}`,
      'aria-label': fullName(message.from),
    },
    !own && !session.isPrivate && face(message.from, first),
    el(
      'div',
      { class: 'column' },
      el(
        'div',
        { class: 'bubble' },
        named && sender(message.from),
        isAnswer(message) && quote(message.reply_to_message),
        photos.length > 0 && photoGrid(photos),
        words &&
          el(
            'div',
            { class: 'text' },
            richText(words, wordy.entities ?? wordy.caption_entities, actions.command),
          ),
        message.document && documentLink(message),
        !words && !message.document && photos.length === 0 && otherContent(message),
        message.reaction && el('span', { class: 'reaction' }, message.reaction),
        stamp(messages),
      ),
      inlineKeyboard(wordy) ?? inlineKeyboard(message),
    ),
    actionButtons(message, own, actions),
  );
}

/** @param {any} from @param {boolean} shown */
function face(from, shown) {
  return shown ? avatar(from?.id ?? 0, fullName(from)) : el('span', { class: 'avatar none' });
}

/** @param {any} from */
function sender(from) {
  const name = el('div', { class: 'sender' }, fullName(from), from?.is_bot && el('small', {}, text('bot')));
  name.style.setProperty('--hue', String(hueOf(from?.id ?? 0)));
  return name;
}

/** Everything in a topic answers the message that made the topic; that is no answer. @param {any} message */
function isAnswer(message) {
  return message.reply_to_message !== undefined && message.reply_to_message.forum_topic_created === undefined;
}

/** @param {any} replied */
function quote(replied) {
  const line = replied.text ?? replied.caption ?? (replied.photo ? text('photo') : '…');
  const show = () => {
    const target = document.getElementById(`message-${replied.message_id}`);
    target?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    target?.classList.add('pointed');
    setTimeout(() => target?.classList.remove('pointed'), 1600);
  };
  return el(
    'button',
    { type: 'button', class: 'quote', onclick: show },
    el('strong', {}, fullName(replied.from)),
    el('span', {}, line),
  );
}

/** @param {any} message */
function documentLink(message) {
  const name = message.document.file_name ?? text('file');
  return el('a', { class: 'document', href: message.document_url, download: name }, icon('file'), name);
}

/** What the page cannot show, by its kind. @param {any} message */
function otherContent(message) {
  const kind = Object.keys(message).find((key) => !circumstances.has(key)) ?? '';
  return el('div', { class: 'text unsupported' }, text('unsupported', { kind }));
}

/** @param {any[]} messages */
function stamp(messages) {
  const [message] = messages;
  return el(
    'footer',
    { class: 'stamp', title: `${fullDate(message.date)} (Tbilisi)` },
    messages.some((one) => one.edit_date) && el('span', {}, text('edited')),
    el('time', {}, clock(message.date)),
  );
}

/** @param {any} message @param {boolean} own @param {Actions} actions */
function actionButtons(message, own, actions) {
  const editable = own && (message.text ?? message.caption) !== undefined;
  return el(
    'div',
    { class: 'actions' },
    el(
      'button',
      {
        type: 'button',
        'aria-label': text('reply'),
        title: text('reply'),
        onclick: () => actions.reply(message),
      },
      icon('reply'),
    ),
    editable &&
      el(
        'button',
        {
          type: 'button',
          'aria-label': text('edit'),
          title: text('edit'),
          onclick: () => actions.edit(message),
        },
        icon('pencil'),
      ),
  );
}
