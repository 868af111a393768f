import type { StoredMessage, Topic } from './records.js';

/** The messages and topics of one chat. Each chat counts its message ids from 1, as supergroups do. */
export class History {
  readonly messages = new Map<number, StoredMessage>();
  readonly topics = new Map<number, Topic>();
  readonly pinned: number[] = [];
  private lastMessageId = 0;
  /** Message ids of each thread in ascending order, so that a page is a slice and not a scan. */
  private readonly threads = new Map<number | null, number[]>();

  /** A number is used up even when the message is refused afterwards, as with Telegram. */
  allocateMessageId(): number {
    this.lastMessageId += 1;
    return this.lastMessageId;
  }

  put(stored: StoredMessage): void {
    const id = stored.message.message_id;
    this.lastMessageId = Math.max(this.lastMessageId, id);
    if (!this.messages.has(id)) {
      const thread = this.threads.get(stored.thread);
      if (thread === undefined) this.threads.set(stored.thread, [id]);
      else thread.push(id);
    }
    this.messages.set(id, stored);
  }

  remove(messageId: number): void {
    const stored = this.messages.get(messageId);
    if (stored === undefined) return;
    this.messages.delete(messageId);
    const thread = this.threads.get(stored.thread);
    const index = thread === undefined ? -1 : thread.lastIndexOf(messageId);
    if (index >= 0) thread?.splice(index, 1);
  }

  putTopic(topic: Topic): void {
    this.topics.set(topic.thread, topic);
    if (!topic.deleted) return;
    for (const id of this.threads.get(topic.thread) ?? []) this.messages.delete(id);
    this.threads.delete(topic.thread);
  }

  pin(messageId: number, pinned: boolean): void {
    const index = this.pinned.indexOf(messageId);
    if (index >= 0) this.pinned.splice(index, 1);
    if (pinned) this.pinned.push(messageId);
  }

  /** The newest `limit` messages of a thread, oldest first. */
  page(thread: number | null, limit: number): StoredMessage[] {
    const ids = this.threads.get(thread) ?? [];
    return ids
      .slice(-limit)
      .map((id) => this.messages.get(id))
      .filter((stored) => stored !== undefined);
  }

  lastOf(thread: number | null): StoredMessage | undefined {
    return this.page(thread, 1)[0];
  }

  last(): StoredMessage | undefined {
    let newest: StoredMessage | undefined;
    for (const thread of this.threads.keys()) {
      const candidate = this.lastOf(thread);
      if (candidate !== undefined && candidate.message.message_id > (newest?.message.message_id ?? 0)) {
        newest = candidate;
      }
    }
    return newest;
  }
}
