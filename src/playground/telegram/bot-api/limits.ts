import { z } from 'zod';
import { tooManyRequests } from '../errors.js';
import { Bucket, SlidingWindow, type Rate } from './rates.js';
import { isSending, messagesIn } from './sending.js';

const rate = z.number().positive().optional();

/**
 * How often a bot may send (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this): about a
 * message a second in a chat with short bursts, 20 a minute in a group with all its topics, 30 a second overall.
 */
export const Limits = z.strictObject({
  enabled: z.boolean(),
  /** How fast a chat's bucket fills again. */
  perChatPerSecond: rate,
  /** What a chat takes at once when it was quiet before. */
  perChatBurst: rate,
  perGroupPerMinute: z.number().int().positive().optional(),
  overallPerSecond: rate,
  /** How many times faster than the clock the limits' time passes: 60 makes a minute a second. */
  scale: rate,
});
export type Limits = z.output<typeof Limits>;

interface Pause {
  until: number;
  /** Whether what comes before that time is refused; a fault only says so and leaves it at that. */
  enforced: boolean;
}

const DEFAULTS = {
  perChatPerSecond: 1,
  perChatBurst: 5,
  perGroupPerMinute: 20,
  overallPerSecond: 30,
  scale: 1,
};
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const ROUNDING_MS = 1e-3;

/**
 * Counts sent and edited messages, each call once it is let through, whether or not it succeeds then, and refuses what
 * is too much with 429. Off by default.
 */
export class SendingLimits {
  private readonly clock: () => number;
  private limits: typeof DEFAULTS | undefined;
  private overall: Rate | undefined;
  private readonly chats = new Map<number, Rate[]>();
  private readonly pauses = new Map<number, Pause>();
  private refusals = new Map<number, number>();
  private tooEarly = 0;

  /** `clock` gives milliseconds and never goes back. */
  constructor(clock: () => number = () => performance.now()) {
    this.clock = clock;
  }

  /** Replaces the limits and forgets what was counted before. */
  set({ enabled, ...limits }: Limits): void {
    const given = Object.fromEntries(
      Object.entries(limits).filter(([, value]: [string, unknown]) => value !== undefined),
    );
    this.limits = enabled ? { ...DEFAULTS, ...given } : undefined;
    this.overall = undefined;
    this.chats.clear();
    this.pauses.clear();
  }

  /** Throws 429 when the call is one too many, or comes before the time that an earlier 429 has named. */
  check(method: string, parameters: Record<string, unknown>): void {
    const chat = Number(parameters['chat_id']);
    if (!isSending(method) || !Number.isSafeInteger(chat)) return;
    const now = this.clock();
    this.checkPause(chat, now);
    if (this.limits === undefined) return;
    const messages = messagesIn(parameters);
    const rates = this.ratesOf(chat, this.limits);
    const wait = Math.max(...rates.map((rate) => rate.wait(messages, now)));
    if (wait > 0) this.refuse(chat, now, { until: now + wholeSeconds(wait) * SECOND_MS, enforced: true });
    for (const rate of rates) rate.take(messages, now);
  }

  /** A fault has answered 429: who sends into that chat earlier has not listened. */
  toldToWait(chat: number, seconds: number): void {
    this.pauses.set(chat, { until: this.clock() + seconds * SECOND_MS, enforced: false });
  }

  /** By chat, how many calls were refused for being too many or too early. */
  get throttled(): ReadonlyMap<number, number> {
    return this.refusals;
  }

  /** Calls made before the time that a 429 has named was over. */
  get violations(): number {
    return this.tooEarly;
  }

  forgetCounts(): void {
    this.refusals = new Map();
    this.tooEarly = 0;
  }

  private checkPause(chat: number, now: number): void {
    const pause = this.pauses.get(chat);
    if (pause === undefined) return;
    if (now >= pause.until) {
      this.pauses.delete(chat);
      return;
    }
    this.tooEarly += 1;
    if (pause.enforced) this.refuse(chat, now, pause);
  }

  private refuse(chat: number, now: number, pause: Pause): never {
    this.pauses.set(chat, pause);
    this.refusals.set(chat, (this.refusals.get(chat) ?? 0) + 1);
    throw tooManyRequests(wholeSeconds(pause.until - now));
  }

  private ratesOf(chat: number, limits: typeof DEFAULTS): Rate[] {
    const { perChatPerSecond, perChatBurst, perGroupPerMinute, overallPerSecond, scale } = limits;
    const second = SECOND_MS / scale;
    this.overall ??= new Bucket(overallPerSecond, overallPerSecond / second);
    let own = this.chats.get(chat);
    if (own === undefined) {
      own = [new Bucket(perChatBurst, perChatPerSecond / second)];
      if (chat < 0) own.push(new SlidingWindow(perGroupPerMinute, MINUTE_MS / scale));
      this.chats.set(chat, own);
    }
    return [this.overall, ...own];
  }
}

/** `retry_after` is in whole seconds and never 0. What a subtraction of fractions adds makes no second more. */
function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil((ms - ROUNDING_MS) / SECOND_MS));
}
