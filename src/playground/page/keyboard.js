import { el } from './dom.js';
import { icon } from './icons.js';
import { openLink } from './links.js';
import { insist, tell, tellError } from './notices.js';
import { press } from './seat-api.js';
import { session } from './session.js';
import { text } from './texts.js';

const styles = ['danger', 'success', 'primary'];

/**
 * The inline keyboard under a message; null when it has none.
 *
 * @param {any} message
 */
export function inlineKeyboard(message) {
  /** @type {any[][]} */
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  return el(
    'div',
    { class: 'keyboard' },
    ...rows.map((row, y) =>
      el(
        'div',
        { class: 'keyboard-row' },
        ...row.map((button, x) => inlineButton(message, button, `${y}-${x}`)),
      ),
    ),
  );
}

/** @param {any} message @param {any} button @param {string} place */
function inlineButton(message, button, place) {
  const mark = button.url ? icon('external') : button.copy_text ? icon('copy') : null;
  const common = {
    class: styles.includes(button.style) ? `inline ${button.style}` : 'inline',
    testid: `button-${message.message_id}-${place}`,
    // Not for reading: a button whose meaning changed must not pass for the old one.
    'data-action': button.callback_data ?? button.copy_text?.text,
  };
  if (button.url) return urlButton(button, common, mark);
  /** @param {MouseEvent} event */
  const onclick = (event) => void act(message, button, event.currentTarget);
  return el('button', { ...common, type: 'button', onclick }, el('span', {}, button.text), mark);
}

/** @param {any} button @param {object} common @param {SVGSVGElement | null} mark */
function urlButton(button, common, mark) {
  const href = /^(https?|tg):/i.test(button.url) ? button.url : undefined;
  /** @param {MouseEvent} event */
  const onclick = (event) => {
    if (openLink(button.url)) event.preventDefault();
  };
  const attributes = { ...common, href, onclick, target: '_blank', rel: 'noopener noreferrer' };
  return el('a', attributes, el('span', {}, button.text), mark);
}

/** @param {any} message @param {any} button @param {EventTarget | null} target */
async function act(message, button, target) {
  if (button.copy_text) {
    await navigator.clipboard?.writeText(button.copy_text.text).catch(() => undefined);
    tell(text('copied'));
  } else if (button.callback_data === undefined) {
    tell(text('notHere'));
  } else if (target instanceof HTMLElement && target.getAttribute('aria-busy') !== 'true') {
    target.setAttribute('aria-busy', 'true');
    await pressed(message, button.callback_data);
    target.removeAttribute('aria-busy');
  }
}

/** @param {any} message @param {string} callbackData */
async function pressed(message, callbackData) {
  const { user, chat } = session;
  if (user === null || chat === null) return;
  try {
    const answer = await press(user, chat, message.message_id, callbackData);
    if (!answer.answered) tell(text('noAnswer'));
    if (answer.text && answer.show_alert) await insist(answer.text);
    else if (answer.text) tell(answer.text);
    if (answer.url && !openLink(answer.url)) open(answer.url, '_blank', 'noopener');
  } catch (error) {
    tellError(error);
  }
}
