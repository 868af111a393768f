import type { Backend } from '../backend.js';
import type { Change, ChatMessage, StoredMessage } from '../state/index.js';
import type { ReplyMarkup } from '../text/index.js';
import { messageUpdate } from '../updates/index.js';
import { botObject, userObject, type WorldUser } from '../world.js';
import { compose, type Place } from './place.js';

/** Sends as the bot: no update comes of it. Several contents are one album. */
export function sendAsBot(
  backend: Backend,
  place: Place,
  contents: readonly Partial<ChatMessage>[],
  markup: ReplyMarkup = {},
): ChatMessage[] {
  const from = botObject(backend.bot);
  const stored = contents.map((content): StoredMessage => {
    const inline = markup.inline === undefined ? {} : { reply_markup: markup.inline };
    return {
      message: compose(backend, place, from, { ...content, ...inline }),
      thread: place.thread,
      outgoing: true,
      ...(markup.keyboard === undefined ? {} : { keyboard: markup.keyboard }),
    };
  });
  backend.store.commit(...stored.map((message) => messageChange(place, message)));
  return stored.map(({ message }) => message);
}

/** Sends as a person: each message is an update for the bot. */
export function sendAsUser(
  backend: Backend,
  place: Place,
  user: WorldUser,
  contents: readonly Partial<ChatMessage>[],
): StoredMessage[] {
  const stored = contents.map((content): StoredMessage => ({
    message: compose(backend, place, userObject(user), content),
    thread: place.thread,
    outgoing: false,
  }));
  backend.store.commit(
    ...stored.flatMap((message) => [
      messageChange(place, message),
      ...messageUpdate(backend, message.message),
    ]),
  );
  return stored;
}

/** A service message and its update: the bot gets those about topics and pins even when it caused them itself. */
export function serviceMessage(
  backend: Backend,
  place: Place,
  actor: WorldUser | 'bot',
  content: Partial<ChatMessage>,
): { message: ChatMessage; changes: Change[] } {
  const from = actor === 'bot' ? botObject(backend.bot) : userObject(actor);
  const message = compose(backend, place, from, content);
  const stored = { message, thread: place.thread, outgoing: actor === 'bot' };
  return { message, changes: [messageChange(place, stored), ...messageUpdate(backend, message)] };
}

function messageChange(place: Place, stored: StoredMessage): Change {
  return { type: 'message', chat: place.target.id, stored };
}
