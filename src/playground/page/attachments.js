import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { tell } from './notices.js';
import { text } from './texts.js';

const LARGEST_ALBUM = 10;

/** @type {{ file: File, url: string }[]} */
let attached = [];

/** Called when photos come or go. */
let onChange = () => {};

function render() {
  const list = byId('attachments');
  list.hidden = attached.length === 0;
  list.replaceChildren(
    ...attached.map((item) =>
      el(
        'li',
        {},
        el('img', { src: item.url, alt: item.file.name }),
        el(
          'button',
          { type: 'button', 'aria-label': text('removePhoto'), onclick: () => remove(item) },
          icon('close'),
        ),
      ),
    ),
  );
  onChange();
}

/** @param {{ file: File, url: string }} item */
function remove(item) {
  URL.revokeObjectURL(item.url);
  attached = attached.filter((other) => other !== item);
  render();
}

/** @param {Iterable<File>} files */
export function attach(files) {
  const all = [...files];
  const photos = all.filter((file) => file.type.startsWith('image/'));
  if (photos.length < all.length) tell(text('onlyPhotos'));
  if (attached.length + photos.length > LARGEST_ALBUM) tell(text('tooManyPhotos'));
  const fitting = photos.slice(0, LARGEST_ALBUM - attached.length);
  attached.push(...fitting.map((file) => ({ file, url: URL.createObjectURL(file) })));
  render();
}

export const attachedCount = () => attached.length;

export const attachedPhotos = () => attached.map(({ file }) => file);

export function clearAttachments() {
  for (const { url } of attached) URL.revokeObjectURL(url);
  attached = [];
  render();
}

/** Wires the button, drag-and-drop on the whole chat, and pasting. @param {() => void} changed */
export function startAttachments(changed) {
  onChange = changed;
  const input = /** @type {HTMLInputElement} */ (byId('attach-input'));
  const area = byId('conversation');
  const sheet = byId('drop');

  byId('attach').addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    attach(input.files ?? []);
    input.value = '';
  });
  byId('composer-text').addEventListener('paste', (event) => {
    const files = event.clipboardData?.files ?? [];
    if (files.length === 0) return;
    event.preventDefault();
    attach(files);
  });

  area.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    sheet.hidden = false;
  });
  area.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node) || !area.contains(event.relatedTarget)) sheet.hidden = true;
  });
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    sheet.hidden = true;
    attach(event.dataTransfer?.files ?? []);
  });
}
