import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { text } from './texts.js';

/**
 * One photo, or an album as a grid whose shape follows the number of photos.
 *
 * @param {any[]} messages
 */
export function photoGrid(messages) {
  const urls = messages.map((message) => message.photo_url);
  return el(
    'div',
    { class: 'photos', 'data-count': String(Math.min(messages.length, 5)) },
    ...messages.map((message, index) =>
      el(
        'button',
        {
          type: 'button',
          class: 'photo',
          'aria-label': text('enlarge'),
          // The first photo's id stands on the bubble.
          testid: index === 0 ? null : `message-${message.message_id}`,
          onclick: () => enlarge(urls, index),
        },
        picture(message),
      ),
    ),
  );
}

/** @param {any} message */
function picture(message) {
  const largest = message.photo?.at(-1);
  return el('img', {
    src: message.photo_url,
    alt: message.caption ?? text('photo'),
    loading: 'lazy',
    width: largest?.width,
    height: largest?.height,
  });
}

/** Shows a photo as large as the window; arrows walk through the album. @param {string[]} urls @param {number} first */
function enlarge(urls, first) {
  let at = first;
  const image = el('img', { alt: text('photo'), src: urls[at] });
  const dialog = el(
    'dialog',
    { class: 'lightbox', testid: 'lightbox', 'aria-label': text('photo'), onclick: () => dialog.close() },
    image,
    el('button', { type: 'button', class: 'icon-button', 'aria-label': text('close') }, icon('close')),
  );
  dialog.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    at = (at + step + urls.length) % urls.length;
    image.src = urls[at] ?? '';
  });
  dialog.addEventListener('close', () => dialog.remove());
  byId('app').append(dialog);
  dialog.showModal();
}
