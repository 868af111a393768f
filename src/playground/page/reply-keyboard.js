import { byId, el } from './dom.js';

/**
 * The keyboard below the input field: that of the last message which brought or removed one. Pressing a key sends its
 * words.
 *
 * @param {any[]} messages of the open chat
 * @param {(words: string) => void} say
 */
export function renderReplyKeyboard(messages, say) {
  const keyboard = messages.findLast(
    (message) => message.keyboard && !message.keyboard.force_reply,
  )?.keyboard;
  /** @type {(string | { text: string })[][]} */
  const rows = keyboard?.keyboard ?? [];
  const place = byId('reply-keyboard');
  place.hidden = rows.length === 0;
  place.replaceChildren(
    ...rows.map((row) =>
      el(
        'div',
        { class: 'keyboard-row' },
        ...row.map((key) => {
          const words = typeof key === 'string' ? key : key.text;
          return el('button', { type: 'button', class: 'inline', onclick: () => say(words) }, words);
        }),
      ),
    ),
  );
}
