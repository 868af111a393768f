import type { BotCommand } from 'grammy/types';
import type { Backend } from '../backend.js';
import {
  ruleOf,
  type BotCall,
  type CallLog,
  type Fault,
  type Faults,
  type Limits,
  type SendingLimits,
} from '../bot-api/index.js';
import { commandsFor } from '../chats/index.js';
import type { Upload } from '../files/index.js';
import type { BotStatus, Group, Topic } from '../state/index.js';
import type { BotRights, TelegramWorld, WorldGroup, WorldUser } from '../world.js';
import { eventOf, type SeatEvent } from './events.js';
import { askInline, chooseInline, type InlineResult } from './inline.js';
import type { MessageKind } from './kinds.js';
import { addUser, migrate, setBlocked, setRights } from './membership.js';
import { requireChat, requireUser, type UserAddress } from './people.js';
import { press, type Press, type PressResult } from './pressing.js';
import {
  deleteTopicAsUser,
  openTopicAsUser,
  renameTopicAsUser,
  setTopicClosedAsUser,
  type TopicAddress,
} from './topics.js';
import { seatChats, seatMessages, type SeatChat, type SeatMessage } from './view.js';
import { waiting, type WaitFor } from './waiting.js';
import { editOwnMessage, writeContact, writeFiles, writeKind, writeLocation, writeText } from './writing.js';

export interface SeatWorld {
  bot: Omit<TelegramWorld['bot'], 'token'>;
  users: WorldUser[];
  groups: WorldGroup[];
}

/** What people and tests can do. The HTTP API below /seat offers the same; SeatError says what cannot be done. */
export interface Seat {
  world(): SeatWorld;
  chats(user: number): SeatChat[];
  messages(query: {
    user: number;
    chat: number;
    thread?: number | null | undefined;
    limit?: number | undefined;
  }): SeatMessage[];
  /** The commands that the bot has registered for this person, in the private chat or in `chat`. */
  commands(user: number, chat?: number): BotCommand[];

  sendMessage(input: UserAddress & { text: string; forwarded_from?: string | undefined }): SeatMessage;
  /** A voice message, a sticker...: the bot gets it, its file cannot be fetched. */
  sendKind(input: UserAddress & { kind: MessageKind; forwarded_from?: string | undefined }): SeatMessage;
  sendPhotos(
    input: UserAddress & {
      photos: readonly Upload[];
      caption?: string | undefined;
      as_document?: boolean | undefined;
      forwarded_from?: string | undefined;
    },
  ): Promise<SeatMessage[]>;
  sendLocation(input: UserAddress & { latitude: number; longitude: number }): SeatMessage;
  sendContact(
    input: UserAddress & {
      phone_number: string;
      first_name?: string | undefined;
      last_name?: string | undefined;
    },
  ): SeatMessage;
  editMessage(input: { user: number; chat: number; message_id: number; text: string }): SeatMessage;
  press(input: Press): Promise<PressResult>;
  /** Types "@bot query"; answers what would be shown. */
  askInline(input: {
    user: number;
    query: string;
    chat_type?: 'sender' | 'private' | 'group' | 'supergroup' | undefined;
  }): Promise<InlineResult>;
  chooseInline(input: UserAddress & { inline_query_id: string; result_id: string }): SeatMessage;

  createTopic(input: { user: number; chat: number; name: string }): Topic;
  renameTopic(input: TopicAddress & { name: string }): void;
  closeTopic(input: TopicAddress): void;
  reopenTopic(input: TopicAddress): void;
  deleteTopic(input: TopicAddress): void;

  addUser(user: WorldUser): WorldUser;
  block(input: { user: number; blocked: boolean }): void;
  migrate(input: { chat: number; user?: number | undefined; is_forum?: boolean | undefined }): Group;
  rights(
    input: Partial<BotRights> & {
      chat: number;
      status?: BotStatus | undefined;
      user?: number | undefined;
    },
  ): Group;

  addFault(fault: Fault): void;
  clearFaults(): void;
  limits(limits: Limits): void;
  /** The bot's calls after the one with this `seq`, of the last 5000. */
  calls(since?: number): BotCall[];
  waitFor: WaitFor;
  onEvent(listener: (event: SeatEvent) => void): () => void;
}

export function createSeat(deps: {
  backend: Backend;
  calls: CallLog;
  faults: Faults;
  limits: SendingLimits;
}): Seat {
  const { backend, calls, faults, limits } = deps;
  const { id, first_name, username } = backend.bot;
  return {
    world: () => ({
      bot: { id, first_name, username },
      users: [...backend.state.users.values()],
      groups: [...backend.state.groups.values()].filter((group) => group.migrated_to === undefined),
    }),
    chats: (user) => seatChats(backend, user),
    messages: (query) => seatMessages(backend, query),
    commands(userId, chat = userId) {
      const user = requireUser(backend, userId);
      return commandsFor(backend, user, requireChat(backend, user, chat).id);
    },

    sendMessage: (input) => writeText(backend, input),
    sendKind: (input) => writeKind(backend, input),
    sendPhotos: ({ photos, ...input }) => writeFiles(backend, input, photos),
    sendLocation: (input) => writeLocation(backend, input),
    sendContact: (input) => writeContact(backend, input),
    editMessage: (input) => editOwnMessage(backend, input),
    press: (input) => press(backend, input),
    askInline: (input) => askInline(backend, input),
    chooseInline: (input) => chooseInline(backend, input),

    createTopic: (input) => openTopicAsUser(backend, input),
    renameTopic: (input) => renameTopicAsUser(backend, input),
    closeTopic: (input) => setTopicClosedAsUser(backend, input, true),
    reopenTopic: (input) => setTopicClosedAsUser(backend, input, false),
    deleteTopic: (input) => deleteTopicAsUser(backend, input),

    addUser: (user) => addUser(backend, user),
    block: (input) => setBlocked(backend, input),
    migrate: (input) => migrate(backend, input),
    rights: (input) => setRights(backend, input),

    addFault: (fault) => void faults.add(ruleOf(fault)),
    clearFaults: () => faults.clear(),
    limits: (set) => limits.set(set),
    calls: (since = 0) => calls.since(since),
    waitFor: waiting(backend, calls),
    onEvent: (listener) =>
      backend.store.onChange((change) => {
        const event = eventOf(backend, change);
        if (event !== undefined) listener(event);
      }),
  };
}
