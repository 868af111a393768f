import { z } from 'zod';
import { fitLines, html, type Html } from '../../kernel/html.js';
import type { Translate } from '../../platform/i18n/index.js';

const Attachments = z.array(z.object({ type: z.string(), url: z.string().nullable() }));

/** Of all of them together; addresses of files are long. */
const ROOM = 1_500;

const kinds: Readonly<Record<string, { sign: string; label: string }>> = {
  photo: { sign: '🖼', label: 'chat-file-photo' },
  image: { sign: '🖼', label: 'chat-file-photo' },
  video: { sign: '🎬', label: 'chat-file-video' },
  audio: { sign: '🎤', label: 'chat-file-audio' },
  voice: { sign: '🎤', label: 'chat-file-audio' },
  sticker: { sign: '🙂', label: 'chat-file-sticker' },
  link: { sign: '🔗', label: 'chat-file-link' },
};
const anyFile = { sign: '📎', label: 'chat-file-other' };

/** One line an attachment, as a link where it leads to the web; null when there are none. */
export function attachmentLines(stored: unknown, t: Translate): Html | null {
  const read = Attachments.safeParse(stored);
  if (!read.success || read.data.length === 0) return null;
  const shown = read.data.map(({ type, url }) => {
    const { sign, label } = kinds[type.toLowerCase()] ?? anyFile;
    const name = t(label);
    const plain = html`${sign} ${name}`;
    if (url === null || !isWebAddress(url)) return plain;
    const link = html`${sign} <a href="${url}">${name}</a>`;
    return link.markup.length <= ROOM ? link : plain;
  });
  return fitLines(shown, ROOM);
}

/** Whoever writes to us must not put anything else under a colleague's finger. */
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}
