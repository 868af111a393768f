import type {
  BotCommand,
  ForceReply,
  InlineQueryResultArticle,
  MenuButton,
  Message,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
  Update,
} from 'grammy/types';
import type { BotRights } from '../world.js';

export type ChatMessage = Message & Update.NonChannel;

export interface StoredMessage {
  /** The message as the Bot API shows it. */
  message: ChatMessage;
  /** The forum topic; null is General, a private chat, or a group without topics. */
  thread: number | null;
  outgoing: boolean;
  /** A keyboard below the input field: people see it, the Bot API's Message never has it. */
  keyboard?: ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply | undefined;
  /** The emoji that the bot put on it. */
  reaction?: string | undefined;
}

export interface Topic {
  thread: number;
  name: string;
  icon_color: number;
  icon_custom_emoji_id?: string | undefined;
  closed: boolean;
  deleted: boolean;
  /** Made by the bot, which may then manage it without the right to manage topics. */
  own: boolean;
  /** Unix time. */
  created: number;
}

export type BotStatus = 'administrator' | 'member' | 'left' | 'kicked';

export interface Group {
  id: number;
  title: string;
  members: number[];
  is_forum: boolean;
  bot_rights: BotRights;
  bot_status: BotStatus;
  migrated_to?: number | undefined;
}

export interface PrivateChat {
  user: number;
  blocked: boolean;
}

export interface PendingUpdate {
  update: Update;
  /** Updates of one lane are delivered to a webhook strictly in order. */
  lane: string;
  /** Unix time after which Telegram forgets the update. */
  expires: number;
}

export interface Webhook {
  url: string;
  secret_token?: string | undefined;
  max_connections: number;
}

export interface Callback {
  id: string;
  user: number;
  chat: number;
  thread: number | null;
  message_id: number;
  /** Milliseconds since 1970. */
  at: number;
  answer?: CallbackAnswer | undefined;
}

export interface CallbackAnswer {
  text?: string | undefined;
  show_alert?: boolean | undefined;
  url?: string | undefined;
}

export interface AskedInline {
  id: string;
  user: number;
  /** Milliseconds since 1970. */
  at: number;
  answer?: InlineAnswer | undefined;
}

export interface InlineAnswer {
  results: InlineQueryResultArticle[];
  cache_time: number;
  is_personal: boolean;
}

export interface StoredFile {
  file_id: string;
  file_unique_id: string;
  /** What getFile calls file_path. */
  path: string;
  /** Name of its content among the blobs. */
  blob: string;
  size: number;
}

export interface StoredPhoto {
  kind: 'photo';
  /** SHA-256 of what was uploaded. */
  hash: string;
  sizes: (StoredFile & { width: number; height: number })[];
}

export interface StoredDocument {
  kind: 'document';
  file: StoredFile;
  file_name?: string | undefined;
  mime_type?: string | undefined;
}

export type StoredMedia = StoredPhoto | StoredDocument;

export type UpdateType = Exclude<keyof Update, 'update_id'>;
export type { BotCommand, MenuButton };
