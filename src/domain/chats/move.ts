import type { Work } from '../../engine/jobs/index.js';
import { html, lines, shorten, type Html } from '../../kernel/html.js';
import type { ClientChat, ClientMessage } from '../../platform/prisma/index.js';
import { fitThread } from '../approvals/index.js';
import { clientTopic, textPost } from '../posts/index.js';
import type { StaffMember } from '../staff/index.js';
import type { ChatDeps } from './deps.js';
import { clientName, timeOf } from './names.js';
import { showMessages } from './show.js';
import { lastMessages, newestIncoming } from './store.js';
import { branchTitle, nameOf, viewChat, type ChatView } from './view.js';

/** How much of what was said before the new branch is shown. */
const HISTORY = 5;
const HISTORY_ROOM = 3_000;
const NAME_LIMIT = 100;

/**
 * Shows a chat that was moved in its new branch, with what was said last. In the old one it leaves a line, and cards on
 * which there is nothing to press any more.
 */
export async function tellOfMove(
  work: Work,
  deps: ChatDeps,
  moved: { chat: ClientChat; from: string; by: StaffMember; correlationId: string },
): Promise<void> {
  const { chat, from, by, correlationId } = moved;
  const last = await lastMessages(work.tx, { chatId: chat.id }, HISTORY);
  const newest = await newestIncoming(work.tx, chat.id);
  const view = await viewChat(work.tx, deps, chat, last);
  const { t } = view;
  const topic = clientTopic(chat, t);
  const common = { correlationId, priority: 3 };
  // What becomes of these is told in the new branch from now on.
  const unsettled = last.filter(({ state }) => ['sending', 'failed', 'uncertain'].includes(state));
  const shown = [...(newest === null ? [] : [newest]), ...unsettled];

  await showMessages(work, deps, chat, shown, { correlationId, left: from });
  const name = by.name;
  const there = branchTitle(chat.branch, view);
  const here = branchTitle(from, view);
  await work.emit(
    textPost({
      ...{ ...common, to: { branch: from, topic } },
      html: html`↪️ ${t('chat-moved-to', { name, branch: there })}`,
    }),
    textPost({
      ...{ ...common, to: { branch: chat.branch, topic } },
      html: lines(html`<b>↪️ ${t('chat-moved-here', { name, branch: here })}</b>`, ...history(last, view)),
    }),
  );
  await showMessages(work, deps, chat, shown, { correlationId, below: true });
}

function history(messages: readonly ClientMessage[], view: ChatView): (Html | string)[] {
  const { chat, t, language, company, now } = view;
  const show = { now, timezone: company.timezone, language };
  const client = shorten(clientName(chat, t), NAME_LIMIT);
  const entriesOf = (limit: number): Html[] =>
    messages.map((message) => {
      const { direction, authorId, text, at } = message;
      const author = authorId === null ? t('chat-from-umnico') : nameOf(authorId, view);
      const said = shorten(text === '' ? '📎' : text, limit);
      return direction === 'in'
        ? html`💬 ${timeOf(at, show)} <b>${client}:</b> ${said}`
        : html`📤 ${timeOf(at, show)} <b>${author}:</b> ${said}`;
    });
  return fitThread(entriesOf, HISTORY_ROOM);
}
