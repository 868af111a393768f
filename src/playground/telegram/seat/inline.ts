import { randomBytes } from 'node:crypto';
import type { InlineQueryResultArticle } from 'grammy/types';
import type { Backend } from '../backend.js';
import { sendAsUser } from '../chats/index.js';
import { SeatError } from '../errors.js';
import type { InlineAnswer } from '../state/index.js';
import { messageText, readReplyMarkup } from '../text/index.js';
import { inlineQueryUpdate } from '../updates/index.js';
import { botObject, userObject } from '../world.js';
import { placeForUser, requireUser, type UserAddress } from './people.js';
import { seatMessage, type SeatMessage } from './view.js';

const PATIENCE_MS = 10_000;
const MAX_QUERY = 256;

export type InlineResult = { id: string } & (({ answered: true } & InlineAnswer) | { answered: false });

/** Types "@bot query" somewhere and waits up to 10 s for answerInlineQuery. */
export function askInline(
  backend: Backend,
  input: {
    user: number;
    query: string;
    chat_type?: 'sender' | 'private' | 'group' | 'supergroup' | undefined;
  },
): Promise<InlineResult> {
  const user = requireUser(backend, input.user);
  const query = {
    id: randomBytes(8).readBigUInt64BE().toString(),
    from: userObject(user),
    query: input.query.slice(0, MAX_QUERY),
    offset: '',
    chat_type: input.chat_type ?? ('supergroup' as const),
  };
  const answer = answerTo(backend, query.id);
  backend.store.commit(
    { type: 'inline_query', query: { id: query.id, user: user.id, at: backend.now().getTime() } },
    ...inlineQueryUpdate(backend, query),
  );
  return answer;
}

/** Picks a result: the person sends it, and it says by which bot it was found. */
export function chooseInline(
  backend: Backend,
  input: UserAddress & { inline_query_id: string; result_id: string },
): SeatMessage {
  const { user, ...place } = placeForUser(backend, input);
  const asked = backend.state.inlineQueries.get(input.inline_query_id);
  const result = asked?.answer?.results.find(({ id }) => id === input.result_id);
  if (asked?.user !== user.id || result === undefined)
    throw new SeatError('inline.unknown', `there is no result ${input.result_id} for user ${user.id}`);
  const { text, entities } = textOf(result);
  const keyboard = readReplyMarkup(result.reply_markup).inline;
  const [stored] = sendAsUser(backend, place, user, [
    {
      text,
      ...(entities.length === 0 ? {} : { entities }),
      via_bot: botObject(backend.bot),
      ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
    },
  ]);
  if (stored === undefined) throw new SeatError('message.empty', 'nothing was sent');
  return seatMessage(backend, stored);
}

function textOf({
  input_message_content: content,
}: InlineQueryResultArticle): ReturnType<typeof messageText> {
  if (!('message_text' in content)) throw new SeatError('inline.no_text', 'the result is no text');
  return messageText({ text: content.message_text, parse_mode: content.parse_mode });
}

function answerTo(backend: Backend, id: string): Promise<InlineResult> {
  return new Promise((resolve) => {
    const settle = (result: InlineResult): void => {
      clearTimeout(timer);
      stop();
      resolve(result);
    };
    const timer = setTimeout(() => settle({ id, answered: false }), PATIENCE_MS);
    timer.unref();
    const stop = backend.store.onChange((change) => {
      if (change.type === 'inline_answered' && change.id === id)
        settle({ id, answered: true, ...change.answer });
    });
  });
}
