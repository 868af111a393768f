import { bubble } from './bubble.js';
import { byId, el, oneAtATime, settle } from './dom.js';
import { tellError } from './notices.js';
import { renderReplyKeyboard } from './reply-keyboard.js';
import { getMessages } from './seat-api.js';
import { serviceChip } from './service-message.js';
import { session } from './session.js';
import { text } from './texts.js';
import { dayKey, dayName } from './times.js';

const LIMIT = 300;
/** Messages of one person further apart than this do not stand together. */
const TOGETHER_SECONDS = 300;

/** @type {any[]} */
let messages = [];
/** The place whose messages are shown. */
let shownPlace = '';
/** The newest message shown there. */
let shownNewest = 0;
/** @type {import('./bubble.js').Actions} */
let actions;

const scroller = byId('messages');
/** A finger or mouse button is down: what it is on must stand until it is lifted, or the press is lost. */
let held = false;
let changedWhileHeld = false;

/** Albums as one, everything else alone. @returns {any[][]} */
function blocks() {
  /** @type {any[][]} */
  const result = [];
  for (const message of messages) {
    const before = result.at(-1);
    const album = message.media_group_id;
    if (album !== undefined && before?.[0].media_group_id === album) before.push(message);
    else result.push([message]);
  }
  return result;
}

function elements() {
  /** @type {HTMLElement[]} */
  const rows = [];
  /** @type {any} */
  let previous = null;
  for (const block of blocks()) {
    const [message] = block;
    const day = dayKey(message.date);
    const newDay = previous === null || dayKey(previous.date) !== day;
    if (newDay) rows.push(el('p', { class: 'chip day', key: day }, dayName(message.date)));
    const chip = serviceChip(message);
    const together =
      !newDay && previous?.from?.id === message.from?.id && message.date - previous.date < TOGETHER_SECONDS;
    rows.push(chip ?? bubble(block, { first: !together, actions }));
    previous = chip ? { date: message.date } : message;
  }
  return rows;
}

function emptiness() {
  if (session.user === null) return el('p', { class: 'empty', key: 'empty' }, text('sitAs'));
  if (session.chat === null) return el('p', { class: 'empty', key: 'empty' }, text('noChat'));
  if (!session.isPrivate) return el('p', { class: 'empty', key: 'empty' }, text('noMessages'));
  return el(
    'div',
    { class: 'empty', key: 'start' },
    el('p', {}, session.world.bot.first_name),
    el(
      'button',
      { type: 'button', class: 'solid', testid: 'start', onclick: () => actions.command('/start') },
      text('start'),
    ),
  );
}

function atEnd() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
}

function toEnd() {
  scroller.scrollTop = scroller.scrollHeight;
}

function render() {
  changedWhileHeld = held;
  if (held) return;
  const place = `${session.user}|${session.chat}|${session.thread}`;
  const newest = messages.at(-1);
  const saidNow = newest?.from?.id === session.user && newest?.message_id !== shownNewest;
  const stay = place === shownPlace && !atEnd() && !saidNow;
  shownPlace = place;
  shownNewest = newest?.message_id ?? 0;
  settle(scroller, messages.length > 0 ? elements() : [emptiness()]);
  if (!stay) toEnd();
  byId('to-end').hidden = atEnd();
  renderReplyKeyboard(messages, actions.command);
}

/** The click comes right after the pointer was lifted, and before this. */
function letGo() {
  setTimeout(() => {
    held = false;
    if (changedWhileHeld) render();
  });
}

const load = oneAtATime(async () => {
  const { user, spot } = session;
  try {
    const found = user === null || spot === null ? [] : await getMessages(user, spot, LIMIT);
    if (user !== session.user || spot?.chat !== session.spot?.chat || spot?.thread !== session.spot?.thread)
      return;
    messages = found;
  } catch (error) {
    messages = [];
    tellError(error);
  }
  render();
});

/** Reads the open chat anew. */
export const refreshMessages = () => void load();

/** @param {import('./bubble.js').Actions} whatToDo */
export function startConversation(whatToDo) {
  actions = whatToDo;
  session.addEventListener('place', () => {
    if (shownPlace !== `${session.user}|${session.chat}|${session.thread}`) {
      messages = [];
      scroller.replaceChildren();
    }
    refreshMessages();
  });
  document.addEventListener('languagechange', render);
  scroller.addEventListener('scroll', () => (byId('to-end').hidden = atEnd()), { passive: true });
  // A picture that loads late must not push the newest message out of sight.
  scroller.addEventListener(
    'load',
    () => {
      if (byId('to-end').hidden) toEnd();
    },
    true,
  );
  scroller.addEventListener('pointerdown', () => (held = true), { passive: true });
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, letGo, { passive: true });
  byId('to-end').addEventListener('click', toEnd);
  refreshMessages();
}
