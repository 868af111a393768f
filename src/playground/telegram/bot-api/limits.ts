import { tooManyRequests } from '../errors.js';

/** How often a bot may send (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). */
export interface Limits {
  enabled: boolean;
  perChatPerSecond?: number | undefined;
  perGroupPerMinute?: number | undefined;
  overallPerSecond?: number | undefined;
  /** How many times faster than a clock the windows pass: 60 makes a minute a second. */
  scale?: number | undefined;
}

const DEFAULTS = { perChatPerSecond: 1, perGroupPerMinute: 20, overallPerSecond: 30, scale: 1 };
const COUNTED = /^(send(?!chataction)|forward|copy|edit(?!forum))/i;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** Counts sent and edited messages in sliding windows and refuses what is too much with 429. Off by default. */
export class SendingLimits {
  private limits: Limits = { enabled: false };
  private windows = new Map<string, number[]>();

  set(limits: Limits): void {
    this.limits = limits;
    this.windows = new Map();
  }

  /** Throws 429 when the call is one too many. An album counts as its messages. */
  check(method: string, parameters: Record<string, unknown>): void {
    if (!this.limits.enabled || !COUNTED.test(method)) return;
    const { perChatPerSecond, perGroupPerMinute, overallPerSecond, scale } = {
      ...DEFAULTS,
      ...Object.fromEntries(Object.entries(this.limits).filter(([, value]) => value !== undefined)),
    };
    const chat = Number(parameters['chat_id']);
    const weight = Array.isArray(parameters['media']) ? parameters['media'].length : 1;
    const rules: [string, number, number][] = [
      ['*', overallPerSecond, SECOND_MS / scale],
      chat < 0
        ? [`group:${chat}`, perGroupPerMinute, MINUTE_MS / scale]
        : [`chat:${chat}`, perChatPerSecond, SECOND_MS / scale],
    ];
    const now = performance.now();
    const windows = rules.map(([key, limit, length]) => {
      const times = (this.windows.get(key) ?? []).filter((time) => time > now - length);
      const wait = times.length + Math.min(weight, limit) > limit ? (times[0] ?? now) + length - now : 0;
      return { key, times, wait };
    });
    const wait = Math.max(...windows.map((window) => window.wait));
    if (wait > 0) throw tooManyRequests(Math.max(1, Math.ceil(wait / SECOND_MS)));
    for (const { key, times } of windows) {
      this.windows.set(key, [...times, ...Array.from({ length: weight }, () => now)]);
    }
  }
}
