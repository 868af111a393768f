/** The address of a topic of a supergroup, which only its members can open; null for groups of the old kind. */
export function topicUrl({ chatId, threadId }: { chatId: bigint; threadId: bigint }): string | null {
  const [, id] = /^-100(\d+)$/.exec(String(chatId)) ?? [];
  return id === undefined ? null : `https://t.me/c/${id}/${threadId}`;
}
