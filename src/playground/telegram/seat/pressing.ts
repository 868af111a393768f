import { randomBytes } from 'node:crypto';
import type { CallbackQuery } from 'grammy/types';
import type { Backend } from '../backend.js';
import { SeatError } from '../errors.js';
import type { CallbackAnswer, ChatMessage } from '../state/index.js';
import { callbackUpdate } from '../updates/index.js';
import { userObject } from '../world.js';
import { requireChat, requireUser } from './people.js';

const PATIENCE_MS = 10_000;

export interface Press {
  user: number;
  chat: number;
  message_id: number;
  data: string;
  /** Presses what the message does not offer, as a changed client could. */
  forged?: boolean | undefined;
}

export type PressResult = { answered: false } | ({ answered: true } & CallbackAnswer);

/** Presses an inline button and waits up to 10 s for answerCallbackQuery. */
export async function press(backend: Backend, input: Press): Promise<PressResult> {
  const user = requireUser(backend, input.user);
  const target = requireChat(backend, user, input.chat);
  const stored = backend.state.history(target.id).messages.get(input.message_id);
  if (input.forged !== true && !offers(stored?.message, input.data)) {
    throw new SeatError(
      'button.unknown',
      `message ${input.message_id} has no button with the data ${JSON.stringify(input.data)}`,
    );
  }
  const query: CallbackQuery = {
    id: randomBytes(8).readBigUInt64BE().toString(),
    from: userObject(user),
    message: stored?.message ?? { chat: target.chat, message_id: input.message_id, date: 0 },
    chat_instance: String(-BigInt(Math.abs(target.id)) * 7919n),
    data: input.data,
  };
  const answer = answerTo(backend, query.id);
  backend.store.commit(
    {
      type: 'callback',
      callback: {
        id: query.id,
        user: user.id,
        chat: target.id,
        thread: stored?.thread ?? null,
        message_id: input.message_id,
        at: backend.now().getTime(),
      },
    },
    ...callbackUpdate(backend, query),
  );
  return answer;
}

function offers(message: ChatMessage | undefined, data: string): boolean {
  const rows = message?.reply_markup?.inline_keyboard ?? [];
  return rows.flat().some((button) => 'callback_data' in button && button.callback_data === data);
}

function answerTo(backend: Backend, id: string): Promise<PressResult> {
  return new Promise((resolve) => {
    const settle = (result: PressResult): void => {
      clearTimeout(timer);
      stop();
      resolve(result);
    };
    const timer = setTimeout(() => settle({ answered: false }), PATIENCE_MS);
    timer.unref();
    const stop = backend.store.onChange((change) => {
      if (change.type === 'answered' && change.id === id) settle({ answered: true, ...change.answer });
    });
  });
}
