import { html, shorten, type Html, type Line } from '../../kernel/html.js';
import type { ClientChat, ClientMessage } from '../../platform/prisma/index.js';
import { encodeCallback, type Button } from '../posts/index.js';
import { attachmentLines } from './attachments.js';
import { fitTexts } from './incoming-card.js';
import { timeOf } from './names.js';
import { readByRules } from './rules.js';
import { umnicoUrl } from './store.js';
import { branchTitle, nameOf, type ChatView } from './view.js';

const REASON_LIMIT = 300;

/** `hasLeft`: it stands in the branch from which the chat was moved, and does not tell any more what becomes of it. */
export function outgoingText(message: ClientMessage, view: ChatView, hasLeft: boolean): Html {
  const { t, language, company, now } = view;
  const at = timeOf(message.at, { now, timezone: company.timezone, language });
  const { authorId, text, sentText } = message;
  const author = authorId === null ? t('chat-from-umnico') : nameOf(authorId, view);
  const isTranslated = sentText !== null && sentText !== text;
  return fitTexts(
    (length) => [
      html`📤 <b>${author}</b> · ${at}`,
      text !== '' && html`${shorten(text, length)}`,
      attachmentLines(message.attachments, t),
      isTranslated && html`🌐 <i>${shorten(sentText, length)}</i>`,
      goesUntranslated(message, view.chat) && html`⚠️ ${t('chat-untranslated')}`,
      hasLeft
        ? html`↪️ ${branchTitle(view.chat.branch, view)}`
        : authorId !== null && stateLine(message, view),
    ],
    view,
  );
}

/** The client has got it in another language than theirs: there was nobody to translate it. */
function goesUntranslated(message: ClientMessage, { language }: ClientChat): boolean {
  const { state, authorId, suggestedBy, text, sentText } = message;
  if (authorId === null || suggestedBy !== null || sentText !== null || language === null) return false;
  return ['sent', 'delivered'].includes(state) && readByRules(text, language).language !== language;
}

function stateLine({ state, error }: ClientMessage, { chat, t }: ChatView): Line {
  switch (state) {
    case 'sending':
      return html`⏳ ${t('chat-state-sending')}`;
    case 'sent':
      return html`✅ ${t('chat-state-sent')}`;
    case 'delivered':
      return html`✅✅ ${t('chat-state-delivered')}`;
    case 'failed': {
      const reason = shorten(error ?? '—', REASON_LIMIT);
      return html`❌ <b>${t('chat-state-failed')}</b> ${reason}`;
    }
    default:
      return html`❓ <b>${t('chat-state-uncertain')}</b> <a href="${umnicoUrl(chat)}">Umnico</a>`;
  }
}

export function outgoingKeyboard({ id, state }: ClientMessage, { t }: ChatView): Button[][] {
  const again = (text: string): Button[][] => [
    [{ text: `🔁 ${text}`, data: encodeCallback({ action: 'chat.message', messageId: id, verb: 'again' }) }],
  ];
  if (state === 'failed') return again(t('chat-button-again'));
  return state === 'uncertain' ? again(t('chat-button-again-anyway')) : [];
}
