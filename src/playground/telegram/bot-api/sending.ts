/** New messages and changes of messages: what Telegram's limits count. */
const SENDING = /^(send(?!chataction|messagedraft)|forwardmessage|copymessage|editmessage)/i;

export function isSending(method: string): boolean {
  return SENDING.test(method);
}

/** How many messages a call is: an album is as many as it has pictures. */
export function messagesIn({ media, message_ids: ids }: Record<string, unknown>): number {
  const several = Array.isArray(media) ? media : ids;
  return Array.isArray(several) ? Math.max(1, several.length) : 1;
}
