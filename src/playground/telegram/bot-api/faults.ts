import type { ErrorParameters } from '../errors.js';

/** A trouble that the bot is to meet. */
export interface Fault {
  /** A method's name, or '*' (the default) for any but getUpdates. */
  method?: string | undefined;
  /** Only calls with this chat_id. */
  chat?: number | undefined;
  /** How many calls it strikes. */
  times: number;
  /** Answered instead of running the method. */
  error?: { error_code: number; description: string; parameters?: ErrorParameters | undefined } | undefined;
  /** Waits before anything else. */
  delay_ms?: number | undefined;
  /** Closes the connection without an answer: before the call took effect, or after. */
  drop?: 'before' | 'after' | undefined;
}

export class Faults {
  private faults: Fault[] = [];

  add(fault: Fault): void {
    if (fault.times > 0) this.faults.push({ ...fault });
  }

  clear(): void {
    this.faults = [];
  }

  /** The fault that strikes this call, which uses up one of its times. */
  take(method: string, chat: unknown): Fault | undefined {
    if (this.faults.length === 0) return undefined;
    const struck = this.faults.find((fault) => strikes(fault, method.toLowerCase(), chat));
    if (struck === undefined) return undefined;
    struck.times -= 1;
    if (struck.times <= 0) this.faults = this.faults.filter((fault) => fault !== struck);
    return struck;
  }
}

function strikes(fault: Fault, method: string, chat: unknown): boolean {
  const wanted = fault.method ?? '*';
  // A bot polls all the time: a fault for any call would be used up by the poll before the call that matters.
  const isMethod = wanted === '*' ? method !== 'getupdates' : wanted.toLowerCase() === method;
  return isMethod && (fault.chat === undefined || String(fault.chat) === String(chat));
}
