import { shorten } from '../../kernel/html.js';
import type { ClientMessage } from '../../platform/prisma/index.js';
import { encodeCallback, type Button, type CallbackOf } from '../posts/index.js';
import type { StaffMember } from '../staff/index.js';
import type { IncomingShow } from './incoming-card.js';
import type { ChatMode, ChatView } from './view.js';

const LABEL_LIMIT = 40;

/** Under the client's last message; under those before it there is nothing to press. */
export function incomingKeyboard(
  message: ClientMessage,
  view: ChatView,
  { isNewest, mode, suggests }: IncomingShow,
): Button[][] {
  if (!isNewest) return [];
  const { t } = view;
  const button = (verb: CallbackOf<'chat'>['verb'], text: string): Button => ({
    text,
    data: encodeCallback({ action: 'chat', chatId: view.chat.id, verb }),
  });
  if (mode.is !== 'plain') return [...choices(mode, view, button), [button('show', `← ${t('button-back')}`)]];
  if (view.chat.state === 'closed') return [[button('reopen', `↩️ ${t('chat-button-reopen')}`)]];
  return [
    ...(suggests && message.suggestion !== null ? [[suggestButton(message, view)]] : []),
    [
      ...(view.chat.assigneeId === null ? [button('take', `🙋 ${t('chat-button-take')}`)] : []),
      peopleButton(view, `👤 ${t('chat-button-assign')}`),
    ],
    [
      view.chat.state === 'snoozed'
        ? button('reopen', `↩️ ${t('chat-button-reopen')}`)
        : button('snooze', `😴 ${t('chat-button-snooze')}`),
      button('close', `✅ ${t('chat-button-close')}`),
    ],
    ...(Object.keys(view.company.branches).length > 1
      ? [[button('branches', `↪️ ${t('chat-button-move')}`)]]
      : []),
  ];
}

function choices(
  mode: Exclude<ChatMode, { is: 'plain' }>,
  view: ChatView,
  button: (verb: 'hour' | 'tomorrow', text: string) => Button,
): Button[][] {
  const { chat, t, company } = view;
  switch (mode.is) {
    case 'snooze':
      return [[button('hour', t('chat-button-hour')), button('tomorrow', t('chat-button-tomorrow'))]];
    case 'assign':
      return [...mode.colleagues.map((one) => [assignButton(one, view)]), turning(mode, view)];
    case 'move':
      return Object.entries(company.branches)
        .filter(([branch]) => branch !== chat.branch)
        .map(([branch, { title }]) => [
          {
            text: shorten(title, LABEL_LIMIT),
            data: encodeCallback({ action: 'chat.move', chatId: chat.id, branch }),
          },
        ]);
  }
}

function suggestButton({ id }: ClientMessage, { t }: ChatView): Button {
  return {
    text: `✉️ ${t('chat-button-suggest')}`,
    data: encodeCallback({ action: 'chat.message', messageId: id, verb: 'suggest' }),
    style: 'primary',
  };
}

function peopleButton({ chat }: ChatView, text: string, page = 0): Button {
  return { text, data: encodeCallback({ action: 'chat.people', chatId: chat.id, page }) };
}

function assignButton({ telegramId, name }: StaffMember, { chat }: ChatView): Button {
  return {
    text: shorten(name, LABEL_LIMIT),
    data: encodeCallback({ action: 'chat.assign', chatId: chat.id, staffId: String(telegramId) }),
  };
}

function turning({ page, pages }: Extract<ChatMode, { is: 'assign' }>, view: ChatView): Button[] {
  return [
    ...(page > 0 ? [peopleButton(view, '◀️', page - 1)] : []),
    ...(page < pages - 1 ? [peopleButton(view, '▶️', page + 1)] : []),
  ];
}
