import { unixTime, type Backend } from '../backend.js';
import { sendAsUser, withoutUndefined } from '../chats/index.js';
import { SeatError, TelegramError } from '../errors.js';
import { mediaContent, newAlbumId, storeDocument, storePhoto, type Upload } from '../files/index.js';
import type { ChatMessage, StoredMedia, StoredMessage } from '../state/index.js';
import { captionText, findBotCommands, messageText, type FormattedText } from '../text/index.js';
import { editedMessageUpdate } from '../updates/index.js';
import { contentOfKind, forwardedFrom, type MessageKind } from './kinds.js';
import { setBlocked } from './membership.js';
import { placeForUser, requireChat, requireMessage, requireUser, type UserAddress } from './people.js';
import { seatMessage, type SeatMessage } from './view.js';

const MAX_ALBUM = 10;

export function writeText(
  backend: Backend,
  input: UserAddress & { text: string; forwarded_from?: string | undefined },
): SeatMessage {
  const text = asPerson(() => messageText({ text: input.text }));
  openPrivateChat(backend, input, text.text);
  return write(backend, input, [{ ...textFields(text), ...forwardedFrom(backend, input.forwarded_from) }])[0];
}

export function writeKind(
  backend: Backend,
  input: UserAddress & { kind: MessageKind; forwarded_from?: string | undefined },
): SeatMessage {
  openPrivateChat(backend, input, '');
  const content = { ...contentOfKind(input.kind), ...forwardedFrom(backend, input.forwarded_from) };
  return write(backend, input, [content])[0];
}

/** One file is a message, several are an album: messages and updates of their own with one media_group_id. */
export async function writeFiles(
  backend: Backend,
  input: UserAddress & {
    caption?: string | undefined;
    as_document?: boolean | undefined;
    forwarded_from?: string | undefined;
  },
  uploads: readonly Upload[],
): Promise<SeatMessage[]> {
  if (uploads.length === 0 || uploads.length > MAX_ALBUM) {
    throw new SeatError('album.size', `an album has 1 to ${MAX_ALBUM} files, not ${uploads.length}`);
  }
  placeForUser(backend, input);
  const media: StoredMedia[] = [];
  for (const upload of uploads) {
    media.push(input.as_document === true ? storeDocument(backend, upload) : await photoOf(backend, upload));
  }
  openPrivateChat(backend, input, '');
  const group = media.length > 1 ? { media_group_id: newAlbumId() } : {};
  const caption = asPerson(() => captionText({ text: input.caption ?? '' }));
  const [first, ...others] = media.map((item): Partial<ChatMessage> => ({
    ...group,
    ...mediaContent(item),
    ...forwardedFrom(backend, input.forwarded_from),
  }));
  return write(backend, input, [{ ...captionFields(caption), ...first }, ...others]);
}

export function writeLocation(
  backend: Backend,
  input: UserAddress & { latitude: number; longitude: number },
): SeatMessage {
  openPrivateChat(backend, input, '');
  const { latitude, longitude } = input;
  return write(backend, input, [{ location: { latitude, longitude } }])[0];
}

/** Without a name it is the person's own contact, as the button "share my phone number" sends it. */
export function writeContact(
  backend: Backend,
  input: UserAddress & {
    phone_number: string;
    first_name?: string | undefined;
    last_name?: string | undefined;
  },
): SeatMessage {
  openPrivateChat(backend, input, '');
  const user = requireUser(backend, input.user);
  const own = input.first_name === undefined;
  const contact = {
    phone_number: input.phone_number,
    first_name: input.first_name ?? user.first_name,
    last_name: own ? user.last_name : input.last_name,
    user_id: own ? user.id : undefined,
  };
  return write(backend, input, [{ contact }])[0];
}

/** Changes the text or the caption of an own message. */
export function editOwnMessage(
  backend: Backend,
  input: { user: number; chat: number; message_id: number; text: string },
): SeatMessage {
  const user = requireUser(backend, input.user);
  const target = requireChat(backend, user, input.chat);
  const stored = requireMessage(backend, target.id, input.message_id);
  const { message } = stored;
  const hasCaption = message.photo !== undefined || message.document !== undefined;
  if (message.from.id !== user.id || (message.text === undefined && !hasCaption)) {
    throw new SeatError('message.not_editable', `user ${user.id} cannot edit message ${input.message_id}`);
  }
  const formatted = asPerson(() => (hasCaption ? captionText : messageText)({ text: input.text }));
  const edited: StoredMessage = {
    ...stored,
    message: withoutUndefined({
      ...message,
      entities: undefined,
      caption_entities: undefined,
      ...(hasCaption ? captionFields(formatted) : textFields(formatted)),
      edit_date: unixTime(backend),
    }),
  };
  backend.store.commit(
    { type: 'edited', chat: target.id, stored: edited },
    ...editedMessageUpdate(backend, edited.message),
  );
  return seatMessage(backend, edited);
}

function write(
  backend: Backend,
  input: UserAddress,
  contents: [Partial<ChatMessage>, ...Partial<ChatMessage>[]],
): [SeatMessage, ...SeatMessage[]] {
  const place = placeForUser(backend, input);
  const [first, ...others] = sendAsUser(backend, place, place.user, contents).map((stored) =>
    seatMessage(backend, stored),
  );
  if (first === undefined) throw new SeatError('message.empty', 'nothing was sent');
  return [first, ...others];
}

/** The first message opens the chat. To somebody who blocked the bot only "restart" is offered. */
function openPrivateChat(backend: Backend, { user: id, chat }: UserAddress, text: string): void {
  const user = requireUser(backend, id);
  if (chat !== user.id) return;
  const current = backend.state.privateChats.get(user.id);
  if (current === undefined) {
    backend.store.commit({ type: 'private', chat: { user: user.id, blocked: false } });
  } else if (current.blocked) {
    if (!/^\/start(\s|$)/.test(text)) {
      throw new SeatError('chat.blocked', 'the bot is blocked; /start lets it in again');
    }
    setBlocked(backend, { user: user.id, blocked: false });
  }
}

async function photoOf(backend: Backend, upload: Upload): Promise<StoredMedia> {
  try {
    return await storePhoto(backend, upload.content);
  } catch (error) {
    throw seatErrorOf(error);
  }
}

function textFields({ text }: FormattedText): Partial<ChatMessage> {
  const entities = findBotCommands(text);
  return { text, ...(entities.length === 0 ? {} : { entities }) };
}

function captionFields({ text, entities }: FormattedText): Partial<ChatMessage> {
  if (text === '') return { caption: undefined };
  return { caption: text, ...(entities.length === 0 ? {} : { caption_entities: entities }) };
}

/** People meet Telegram's limits too, but in their client. */
function asPerson<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw seatErrorOf(error);
  }
}

function seatErrorOf(error: unknown): unknown {
  if (!(error instanceof TelegramError)) return error;
  return new SeatError('message.refused', error.message);
}
