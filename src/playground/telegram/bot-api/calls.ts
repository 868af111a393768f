const KEPT = 5000;

/** One call of the bot, as it was answered. */
export interface BotCall {
  seq: number;
  /** ISO 8601, UTC. */
  at: string;
  method: string;
  /** Parsed parameters; an uploaded file is `{ file_name, size }`. */
  params: Record<string, unknown>;
  ok: boolean;
  error_code?: number | undefined;
  description?: string | undefined;
}

/** The last calls of the bot, newest last. */
export class CallLog {
  private calls: BotCall[] = [];
  private lastSeq = 0;
  private readonly listeners = new Set<(call: BotCall) => void>();

  add(call: Omit<BotCall, 'seq'>): BotCall {
    this.lastSeq += 1;
    const logged = { seq: this.lastSeq, ...call };
    this.calls.push(logged);
    // Cut in large steps: cutting one at a time would move the whole array with each call.
    if (this.calls.length >= KEPT * 2) this.calls = this.calls.slice(-KEPT);
    for (const listener of this.listeners) listener(logged);
    return logged;
  }

  /** Calls with a higher `seq` than the given one. */
  since(seq: number): BotCall[] {
    const kept = this.calls.slice(-KEPT);
    const first = kept[0]?.seq ?? 0;
    return kept.slice(Math.max(0, seq - first + 1));
  }

  onCall(listener: (call: BotCall) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
