import type { Backend } from '../backend.js';
import type { BotCall, CallLog } from '../bot-api/index.js';
import { eventOf } from './events.js';
import { seatMessage, type SeatMessage } from './view.js';

const DEFAULT_TIMEOUT_MS = 5000;

export interface CallCondition {
  call: (call: BotCall) => boolean;
  /** Only calls with a higher `seq`. */
  since?: number | undefined;
}

export interface MessageCondition {
  message: (message: SeatMessage) => boolean;
  /** Only messages of this chat; without it all chats are looked through. */
  chat?: number | undefined;
  /** Only messages with a higher id. */
  after?: number | undefined;
}

export interface WaitFor {
  /** Resolves with the first call that fits, whether it was made already or is still to come. */
  (condition: CallCondition, timeoutMs?: number): Promise<BotCall>;
  /** Resolves with the first message that fits, as it is now or once it is sent or edited. */
  (condition: MessageCondition, timeoutMs?: number): Promise<SeatMessage>;
}

/** Waits for what the bot does. Rejects after the time (5 s by default) with what was seen last. */
export function waiting(backend: Backend, calls: CallLog): WaitFor {
  function waitFor(condition: CallCondition, timeoutMs?: number): Promise<BotCall>;
  function waitFor(condition: MessageCondition, timeoutMs?: number): Promise<SeatMessage>;
  function waitFor(
    condition: CallCondition | MessageCondition,
    timeoutMs = DEFAULT_TIMEOUT_MS,
  ): Promise<BotCall | SeatMessage> {
    return 'call' in condition
      ? waitForCall(calls, condition, timeoutMs)
      : waitForMessage(backend, condition, timeoutMs);
  }
  return waitFor;
}

function waitForCall(calls: CallLog, condition: CallCondition, timeoutMs: number): Promise<BotCall> {
  const { call: fits, since = 0 } = condition;
  const made = calls.since(since).find(fits);
  if (made !== undefined) return Promise.resolve(made);
  return until<BotCall>(
    timeoutMs,
    (resolve, saw) =>
      calls.onCall((call) => {
        saw(`${call.method} ${call.ok ? 'ok' : (call.description ?? '')}`);
        if (call.seq > since && fits(call)) resolve(call);
      }),
    'call',
  );
}

function waitForMessage(
  backend: Backend,
  { message: fits, chat, after = 0 }: MessageCondition,
  timeoutMs: number,
): Promise<SeatMessage> {
  const wanted = (message: SeatMessage): boolean =>
    (chat === undefined || message.chat.id === chat) && message.message_id > after && fits(message);
  const chats = chat === undefined ? backend.state.chatIds() : [chat];
  for (const id of chats) {
    for (const stored of backend.state.history(id).messages.values()) {
      const message = seatMessage(backend, stored);
      if (wanted(message)) return Promise.resolve(message);
    }
  }
  return until<SeatMessage>(
    timeoutMs,
    (resolve, saw) =>
      backend.store.onChange((change) => {
        const event = eventOf(backend, change);
        if (event?.event !== 'message' && event?.event !== 'edited') return;
        const { message } = event;
        saw(`${message.chat.id}/${message.message_id} ${message.text ?? message.caption ?? ''}`);
        if (wanted(message)) resolve(message);
      }),
    'message',
  );
}

function until<T>(
  timeoutMs: number,
  listen: (resolve: (value: T) => void, saw: (what: string) => void) => () => void,
  what: string,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const seen: string[] = [];
    const stop = listen(
      (value) => {
        clearTimeout(timer);
        stop();
        resolve(value);
      },
      (description) => seen.push(description),
    );
    const timer = setTimeout(() => {
      stop();
      const last = seen.slice(-5).join('; ');
      reject(new Error(`no such ${what} within ${timeoutMs} ms; seen meanwhile: ${last || 'nothing'}`));
    }, timeoutMs);
  });
}
