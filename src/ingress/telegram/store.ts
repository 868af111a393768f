import { z } from 'zod';
import type { Wakeups } from '../../engine/wakeups/index.js';
import { newCorrelationId } from '../../kernel/ids.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';

const storeUpdateSql = loadStatement(import.meta.url, './sql/store-update.sql');

const id = z.looseObject({ id: z.number() }).optional();
const message = z
  .looseObject({
    chat: id,
    from: id,
    message_thread_id: z.number().optional(),
    is_topic_message: z.boolean().optional(),
  })
  .optional();

/** The little of an update that must be there to keep it and to keep its order; all the rest is kept as it came. */
export const StoredUpdate = z.looseObject({
  update_id: z.number().int(),
  message,
  edited_message: message,
  callback_query: z.looseObject({ from: id, message }).optional(),
  my_chat_member: z.looseObject({ chat: id, from: id }).optional(),
});
type StoredUpdate = z.infer<typeof StoredUpdate>;

/**
 * Stores an update once, with its job; false when it was stored before. Updates of one person in one chat and topic
 * are handled in the order in which they were stored, all others side by side.
 */
export async function storeUpdate(
  deps: { sql: Sql; wakeups: Wakeups },
  update: StoredUpdate,
): Promise<boolean> {
  const rows = await deps.sql.rows(storeUpdateSql, [
    update.update_id,
    JSON.stringify(update),
    orderKeyOf(update),
    newCorrelationId(),
  ]);
  if (rows.length > 0) deps.wakeups.wake('jobs');
  return rows.length > 0;
}

function orderKeyOf(update: StoredUpdate): string {
  const sent = update.message ?? update.edited_message ?? update.callback_query?.message;
  const from =
    update.message?.from ??
    update.edited_message?.from ??
    update.callback_query?.from ??
    update.my_chat_member?.from;
  const chat = sent?.chat ?? update.my_chat_member?.chat;
  if (chat === undefined && from === undefined) return `telegram:update:${update.update_id}`;
  // A reply in General has a thread id that is no topic's (integrations.md §8).
  const topic = sent?.is_topic_message === true ? sent.message_thread_id : undefined;
  return ['telegram', chat?.id ?? '', topic ?? '', from?.id ?? ''].join(':');
}
