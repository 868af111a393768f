import { formatMoment, formatTime, type Language, type Translate } from '../../platform/i18n/index.js';
import type { ClientChat } from '../../platform/prisma/index.js';
import { maskPhone } from '../search/index.js';
import { phoneDigits } from './phone.js';

const channels: readonly (readonly [RegExp, string])[] = [
  [/^(whatsapp|waba)/i, 'WhatsApp'],
  [/^(telegram|tg)/i, 'Telegram'],
  [/^insta/i, 'Instagram'],
  [/^(facebook|fb)/i, 'Facebook'],
  [/^viber/i, 'Viber'],
  [/^vk/i, 'VK'],
  [/^avito/i, 'Avito'],
  [/^e?mail/i, 'E-mail'],
];

/** "WhatsApp" for Umnico's "whatsapp2". */
export function channelName(channel: string): string {
  return channels.find(([form]) => form.test(channel))?.[1] ?? channel;
}

/** What a client is called; a phone in place of a name is not shown whole. */
export function clientName({ name, login }: Pick<ClientChat, 'name' | 'login'>, t: Translate): string {
  const called = [name, login].map((one) => one?.trim() ?? '').find((one) => one !== '');
  if (called === undefined) return t('topic-client');
  return phoneDigits(called) === null ? called : maskPhone(called);
}

/** "14:05", with the day when that is not today. */
export function timeOf(at: Date, show: { now: Date; timezone: string; language: Language }): string {
  const dayOf = (one: Date): string =>
    new Intl.DateTimeFormat('en-CA', { timeZone: show.timezone }).format(one);
  const format = dayOf(at) === dayOf(show.now) ? formatTime : formatMoment;
  return format(at, show.timezone, show.language);
}
