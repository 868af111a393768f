import type { MessageEntity } from 'grammy/types';

const USER_LINK = /^tg:\/\/user\?id=(\d+)$/i;
const SCHEMES = new Set(['http:', 'https:', 'tg:', 'ton:', 'tonsite:']);

/** A text_link, or a text_mention for `tg://user?id=`. Undefined for an address that Telegram drops. */
export function linkEntity(
  address: string,
  place: { offset: number; length: number },
): MessageEntity | undefined {
  const user = USER_LINK.exec(address.trim())?.[1];
  if (user !== undefined) {
    return { type: 'text_mention', user: { id: Number(user), is_bot: false, first_name: '' }, ...place };
  }
  const url = checkedLink(address);
  return url === undefined ? undefined : { type: 'text_link', url, ...place };
}

/** The address as Telegram stores it: with a scheme and, after a bare host, a slash. */
export function checkedLink(address: string): string | undefined {
  const trimmed = address.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  if (!SCHEMES.has(url.protocol)) return undefined;
  if (url.protocol.startsWith('http') && !url.hostname.includes('.') && url.hostname !== 'localhost') {
    return undefined;
  }
  return url.href;
}
