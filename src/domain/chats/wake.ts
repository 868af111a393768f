import type { Work } from '../../engine/jobs/index.js';
import type { ChatDeps } from './deps.js';
import { CHAT_WAKE, type ChatWake } from './jobs.js';
import { showChat } from './show.js';
import { lockChat } from './store.js';

/** Sets the timer of a snoozed chat. */
export async function planWake(
  work: Work,
  { chatId, until, correlationId }: { chatId: string; until: Date; correlationId: string },
): Promise<void> {
  const payload: ChatWake = { chatId, at: until.toISOString() };
  await work.enqueue({
    ...{ kind: CHAT_WAKE, payload, correlationId, priority: 4 },
    ...{ runAt: until, dedupeKey: `${chatId}:${payload.at}` },
  });
}

/** The chat is open again, its card below everything else; nothing when it is not snoozed until then any more. */
export async function wakeChat(
  work: Work,
  deps: ChatDeps,
  { chatId, at }: ChatWake,
  correlationId: string,
): Promise<void> {
  const chat = await lockChat(work.tx, chatId);
  if (chat?.state !== 'snoozed' || chat.snoozedUntil?.getTime() !== new Date(at).getTime()) return;
  await work.tx.clientChat.update({ where: { id: chatId }, data: { state: 'open', snoozedUntil: null } });
  await showChat(work, deps, chatId, { correlationId, below: true });
}
