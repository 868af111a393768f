import { html, lines, shorten, type Html, type Line } from '../../kernel/html.js';
import { formatMoment } from '../../platform/i18n/index.js';
import type { ClientMessage } from '../../platform/prisma/index.js';
import { attachmentLines } from './attachments.js';
import { channelName, clientName, timeOf } from './names.js';
import type { Intent, Urgency } from './reading.js';
import { umnicoUrl } from './store.js';
import { nameOf, type ChatMode, type ChatView } from './view.js';

/** Below Telegram's bound for a text, which counts some characters twice. */
const TEXT_LIMIT = 4_000;
/** How long each text on a card may be: the first of these with which all of them fit. */
const LENGTHS = [3_500, 1_500, 700, 300, 100] as const;
const NAME_LIMIT = 100;

const intentLabels: Readonly<Record<Intent, { label: string }>> = {
  booking: { label: 'chat-intent-booking' },
  price: { label: 'chat-intent-price' },
  extension: { label: 'chat-intent-extension' },
  return: { label: 'chat-intent-return' },
  problem: { label: 'chat-intent-problem' },
  documents: { label: 'chat-intent-documents' },
  location: { label: 'chat-intent-location' },
  other: { label: 'chat-intent-other' },
};

const urgencyLabels: Readonly<Record<Urgency, { sign: string; label: string }>> = {
  low: { sign: '⚪️', label: 'chat-urgency-low' },
  normal: { sign: '🔵', label: 'chat-urgency-normal' },
  high: { sign: '🔴', label: 'chat-urgency-high' },
};

/** What else a card of a client's message shows. */
export interface IncomingShow {
  /** Of the last message: how the chat stands. */
  isNewest: boolean;
  mode: ChatMode;
  /** The suggested reply is still wanted: nobody has sent it, and the client waits. */
  suggests: boolean;
}

export function incomingText(message: ClientMessage, view: ChatView, show: IncomingShow): Html {
  return fitTexts((length) => linesOf(message, view, show, length), view);
}

/** The lines with texts as long as fit; when something had to be cut, it says where the rest is. */
export function fitTexts(linesOf: (length: number) => Line[], { chat, t }: ChatView): Html {
  const whole = lines(...linesOf(Infinity));
  if (whole.markup.length <= TEXT_LIMIT) return whole;
  const note = html`✂️ ${t('chat-shortened')} <a href="${umnicoUrl(chat)}">Umnico</a>`;
  const tries = LENGTHS.map((length) => lines(...linesOf(length), note));
  return tries.find((one) => one.markup.length <= TEXT_LIMIT) ?? note;
}

function linesOf(message: ClientMessage, view: ChatView, show: IncomingShow, length: number): Line[] {
  const { chat, t, language, company, now } = view;
  const at = timeOf(message.at, { now, timezone: company.timezone, language });
  const isForeign = message.language !== language;
  const facts = [chat.channel === null ? null : channelName(chat.channel), at].filter((one) => one !== null);
  return [
    html`💬 <b>${shorten(clientName(chat, t), NAME_LIMIT)}</b> · ${shorten(facts.join(' · '), NAME_LIMIT)}`,
    message.text !== '' && html`${shorten(message.text, length)}`,
    attachmentLines(message.attachments, t),
    isForeign && message.translation !== null && html`🌐 <i>${shorten(message.translation, length)}</i>`,
    '',
    meaningLine(message, view),
    ...(show.suggests ? suggestionLines(message, view, length) : []),
    ...(show.isNewest ? ['', ...stateLines(view), ...askLines(show.mode, view)] : []),
  ];
}

function meaningLine({ intent, urgency, readBy }: ClientMessage, { t }: ChatView): Html | null {
  const meant = intentLabels[intent as Intent] as { label: string } | undefined;
  const pressing = urgencyLabels[urgency as Urgency] as { sign: string; label: string } | undefined;
  if (meant === undefined || pressing === undefined) return null;
  const byRules = readBy === 'rules' ? html` <i>(${t('chat-by-rules')})</i>` : '';
  return html`${pressing.sign} <b>${t(meant.label)}</b> · ${t(pressing.label)}${byRules}`;
}

function suggestionLines({ suggestion, suggestionMeans }: ClientMessage, view: ChatView, length: number) {
  if (suggestion === null) return [];
  return [
    html`💡 ${view.t('chat-suggested')} ${shorten(suggestion, length)}`,
    suggestionMeans !== null && html`🌐 <i>${shorten(suggestionMeans, length)}</i>`,
  ];
}

function stateLines(view: ChatView): Line[] {
  const { chat, t, language, company } = view;
  const moment = (at: Date | null): string =>
    at === null ? '—' : formatMoment(at, company.timezone, language);
  return [
    html`🙋 ${chat.assigneeId === null ? t('chat-of-nobody') : nameOf(chat.assigneeId, view)}`,
    chat.state === 'snoozed' && html`😴 ${t('chat-snoozed-until', { at: moment(chat.snoozedUntil) })}`,
    chat.state === 'closed' &&
      html`<b>✅ ${t('chat-closed-by', { name: nameOf(chat.closedBy, view), at: moment(chat.closedAt) })}</b>`,
  ];
}

function askLines({ is }: ChatMode, { t }: ChatView): Line[] {
  switch (is) {
    case 'plain':
      return [];
    case 'snooze':
      return [html`<b>😴 ${t('chat-snooze-ask')}</b>`];
    case 'assign':
      return [html`<b>👤 ${t('chat-assign-ask')}</b>`];
    case 'move':
      return [html`<b>↪️ ${t('chat-move-ask')}</b>`];
  }
}
