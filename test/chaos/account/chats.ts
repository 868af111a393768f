import { branchChats, people } from '../../../src/playground/company/index.js';
import type { Playground } from '../../../src/playground/index.js';
import type { SeatMessage } from '../../../src/playground/telegram/index.js';

/** A message of the bot that people see now. */
export interface VisibleMessage {
  chatId: number;
  threadId: number | null;
  messageId: number;
  text: string;
}

/** As many as the emulator shows at once. */
const LIMIT = 500;

/** All that stands in the groups and in the private chats of the staff. */
export function readVisibleMessages({ telegram, staff }: Playground): VisibleMessage[] {
  const { seat } = telegram;
  const groups = seat
    .chats(people.admin)
    .filter(({ id }) => Object.values<number>(branchChats).includes(id))
    .flatMap(({ id, topics }) => topics.map((topic) => ({ user: people.admin, chat: id, thread: topic.id })));
  const privately = staff.map(({ telegramId }) => ({ user: telegramId, chat: telegramId, thread: null }));
  return [...groups, ...privately].flatMap((place) =>
    seat
      .messages({ ...place, limit: LIMIT })
      .filter((message) => message.outgoing && isSaid(message))
      .map((message) => ({
        chatId: place.chat,
        threadId: message.thread,
        messageId: message.message_id,
        text: (message.text ?? message.caption ?? '').trim(),
      })),
  );
}

/** What Telegram itself writes (a topic was made) is nobody's message. */
function isSaid(message: SeatMessage): boolean {
  return (
    message.text !== undefined ||
    message.caption !== undefined ||
    message.photo !== undefined ||
    message.document !== undefined
  );
}

/** What people see of a text with markup. */
export function plainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();
}
