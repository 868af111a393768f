import { byId, el } from './dom.js';
import { text } from './texts.js';

/** @type {ReturnType<typeof setTimeout> | undefined} */
let fading;

/**
 * A short word at the foot of the page that goes by itself.
 *
 * @param {string} words
 */
export function tell(words) {
  const toast = byId('toast');
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (toast.hidden = true), 3500 + words.length * 40);
}

/** @param {unknown} error */
export function tellError(error) {
  tell(text('failed', { reason: error instanceof Error ? error.message : String(error) }));
}

/**
 * A word that has to be acknowledged.
 *
 * @param {string} words
 * @returns {Promise<boolean>} true when the person agreed, false when they turned away
 */
export function insist(words, { question = false } = {}) {
  return new Promise((resolve) => {
    const dialog = el(
      'dialog',
      { class: 'alert', testid: 'alert', 'aria-describedby': 'alert-text' },
      el('p', { id: 'alert-text' }, words),
      el(
        'form',
        { method: 'dialog' },
        question && el('button', { value: 'no', class: 'quiet' }, text('cancel')),
        el('button', { value: 'yes', class: 'solid', testid: 'alert-ok' }, text(question ? 'yes' : 'ok')),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
