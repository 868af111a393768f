import { attachedCount, attachedPhotos, clearAttachments, startAttachments } from './attachments.js';
import { commandKey, startCommands } from './commands.js';
import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { tellError } from './notices.js';
import { fullName } from './people.js';
import { changeTopic, editText, sendPhotos, sendText } from './seat-api.js';
import { session } from './session.js';
import { text } from './texts.js';

const form = /** @type {HTMLFormElement} */ (byId('composer'));
const field = /** @type {HTMLTextAreaElement} */ (byId('composer-text'));

/** The message that is answered or changed. @type {{ kind: 'reply' | 'edit', message: any } | null} */
let context = null;
/** What was typed and not sent, by person, chat and topic. @type {Map<string, string>} */
const drafts = new Map();
let draftPlace = '';

function fit() {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
  byId('send').classList.toggle('ready', field.value.trim() !== '' || attachedCount() > 0);
}

/** @param {string} value */
function write(value) {
  field.value = value;
  fit();
}

/** @param {typeof context} next */
function setContext(next) {
  context = next;
  const bar = byId('composer-context');
  bar.hidden = next === null;
  if (next === null) return;
  const { kind, message } = next;
  const heading = kind === 'edit' ? text('editing') : text('replyTo', { name: fullName(message.from) });
  bar.replaceChildren(
    icon(kind === 'edit' ? 'pencil' : 'reply'),
    el(
      'span',
      { class: 'row-words' },
      el('strong', {}, heading),
      el('small', {}, message.text ?? message.caption ?? text('photo')),
    ),
    el(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': text('cancel'), onclick: dropContext },
      icon('close'),
    ),
  );
  field.focus();
}

function dropContext() {
  if (context?.kind === 'edit') write('');
  setContext(null);
}

async function send() {
  const { user, spot } = session;
  const words = field.value.trim();
  const photos = attachedPhotos();
  if (user === null || spot === null || (words === '' && photos.length === 0)) return;
  const about = context;
  write('');
  setContext(null);
  try {
    const messageId = about?.message.message_id;
    if (about?.kind === 'edit') await editText(user, spot.chat, messageId, words);
    else if (photos.length > 0) await sendPhotos(user, spot, { photos, caption: words, replyTo: messageId });
    else await sendText(user, spot, words, messageId);
    clearAttachments();
  } catch (error) {
    // Nothing that was typed is lost; what was typed meanwhile stands behind it.
    write([words, field.value].filter(Boolean).join('\n'));
    setContext(about);
    tellError(error);
  }
}

/** Sends a command of a button or of a link in a message. @param {string} command */
async function sendCommand(command) {
  const { user, spot } = session;
  if (user === null || spot === null) return;
  write('');
  try {
    await sendText(user, spot, command);
  } catch (error) {
    tellError(error);
  }
}

/** A closed topic takes no messages, a blocked bot gets none; whoever sits here may change both. */
function renderClosed() {
  const { user, spot, openTopic, openChat } = session;
  const blocked = openChat?.blocked === true;
  const shut = blocked || openTopic?.closed === true;
  const bar = byId('shut');
  bar.hidden = !shut;
  form.classList.toggle('shut', shut);
  if (!shut || user === null || spot === null) return;
  const open = () =>
    (blocked ? sendText(user, spot, '/start') : changeTopic('reopen', user, spot)).catch(tellError);
  bar.replaceChildren(
    icon('lock'),
    el('span', {}, text(blocked ? 'blocked' : 'topicClosed')),
    el(
      'button',
      { type: 'button', class: 'quiet', testid: blocked ? 'unblock' : 'reopen', onclick: open },
      text(blocked ? 'unblockBot' : 'reopenTopic'),
    ),
  );
}

function followPlace() {
  const place = `${session.user}|${session.chat}|${session.thread}`;
  form.hidden = session.chat === null;
  renderClosed();
  if (place === draftPlace) return;
  drafts.set(draftPlace, context?.kind === 'edit' ? '' : field.value);
  draftPlace = place;
  setContext(null);
  clearAttachments();
  write(drafts.get(place) ?? '');
  if (session.chat !== null && matchMedia('(hover: hover)').matches) field.focus({ preventScroll: true });
}

function translate() {
  const words = text(attachedCount() > 0 ? 'caption' : 'message');
  field.placeholder = words;
  field.setAttribute('aria-label', words);
}

/** @returns {import('./bubble.js').Actions} */
export function startComposer() {
  startAttachments(() => {
    translate();
    fit();
  });
  startCommands((command) => void sendCommand(command));

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  field.addEventListener('input', fit);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || commandKey(event)) return;
    const oneThumb = matchMedia('(pointer: coarse)').matches;
    if (event.key === 'Enter' && !event.shiftKey && !oneThumb) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape' && context !== null) {
      dropContext();
    }
  });
  session.addEventListener('place', followPlace);
  session.addEventListener('chats', renderClosed);
  document.addEventListener('languagechange', () => {
    translate();
    renderClosed();
  });
  translate();
  followPlace();

  return {
    reply: (message) => setContext({ kind: 'reply', message }),
    edit: (message) => {
      setContext({ kind: 'edit', message });
      write(message.text ?? message.caption);
    },
    command: (command) => void sendCommand(command),
  };
}
