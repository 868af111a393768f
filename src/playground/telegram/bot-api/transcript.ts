import type { Backend } from '../backend.js';

const KEPT = 100_000;

/** A message that the bot has sent or changed. An album is several with one `seq`. */
export interface SentMessage {
  /** The call's number in the log of calls. */
  seq: number;
  /** Milliseconds since 1970 with fractions, when Telegram had it. */
  at: number;
  method: string;
  chatId: number;
  /** The forum topic; null is General, a private chat, or a group without topics. */
  threadId: number | null;
  messageId: number;
  /** Text or caption, without its markup; empty where there is none. */
  text: string;
  /** The caller never got the answer. It may turn out a moment later: see Caller. */
  dropped: boolean;
}

/** Every send and edit that was carried out, oldest first; of the oldest only the last 100,000 are kept. */
export class Transcript {
  private messages: SentMessage[] = [];
  private lost = 0;
  private beginning = 0;

  /** Notes what a call has sent; returns what is to be done when its caller is lost. */
  add(
    backend: Backend,
    call: { seq: number; method: string; params: Record<string, unknown> },
    result: unknown,
  ): () => void {
    const at = performance.timeOrigin + performance.now();
    const chatId = Number(call.params['chat_id']);
    const history = backend.state.history(chatId);
    const sent = messageIdsOf(result).map((messageId): SentMessage => {
      const stored = history.messages.get(messageId);
      return {
        seq: call.seq,
        at,
        method: call.method,
        chatId,
        threadId: stored?.thread ?? null,
        messageId,
        text: stored?.message.text ?? stored?.message.caption ?? '',
        dropped: false,
      };
    });
    this.messages.push(...sent);
    // Cut in large steps: cutting one at a time would move the whole array with each call.
    if (this.messages.length >= KEPT * 2) this.messages = this.messages.slice(-KEPT);
    const { beginning } = this;
    return () => {
      if (beginning !== this.beginning) return;
      for (const message of sent) message.dropped = true;
      this.lost += sent.length;
    };
  }

  /** Copies of those whose call has a higher `seq`. */
  since(seq: number): SentMessage[] {
    return this.messages.filter((message) => message.seq > seq).map((message) => ({ ...message }));
  }

  /** How many messages and changes were carried out for a caller that never heard of it. */
  get dropped(): number {
    return this.lost;
  }

  clear(): void {
    this.messages = [];
    this.lost = 0;
    this.beginning += 1;
  }
}

/** A message, several, or the bare ids that copying answers. */
function messageIdsOf(result: unknown): number[] {
  if (Array.isArray(result)) return result.flatMap(messageIdsOf);
  if (typeof result !== 'object' || result === null || !('message_id' in result)) return [];
  return typeof result.message_id === 'number' ? [result.message_id] : [];
}
