import type { WorldUser } from '../world.js';
import type {
  AskedInline,
  BotCommand,
  Callback,
  CallbackAnswer,
  Group,
  InlineAnswer,
  MenuButton,
  PendingUpdate,
  PrivateChat,
  StoredMedia,
  StoredMessage,
  Topic,
  Webhook,
} from './records.js';

/** Everything that can change. The journal is a list of these, and the state is what they add up to. */
export type Change =
  | { type: 'user'; user: WorldUser }
  | { type: 'group'; group: Group }
  | { type: 'private'; chat: PrivateChat }
  | { type: 'message'; chat: number; stored: StoredMessage }
  | { type: 'edited'; chat: number; stored: StoredMessage }
  | { type: 'deleted'; chat: number; thread: number | null; message_id: number }
  | { type: 'topic'; chat: number; topic: Topic }
  | { type: 'pinned'; chat: number; message_id: number; pinned: boolean }
  | { type: 'media'; media: StoredMedia }
  | { type: 'update'; pending: PendingUpdate }
  | { type: 'taken'; update_ids: number[] }
  | { type: 'webhook'; webhook: Webhook | null }
  | { type: 'allowed_updates'; allowed: string[] }
  | { type: 'callback'; callback: Callback }
  | { type: 'answered'; id: string; answer: CallbackAnswer }
  | { type: 'inline_query'; query: AskedInline }
  | { type: 'inline_answered'; id: string; answer: InlineAnswer }
  | { type: 'commands'; key: string; commands: BotCommand[] | null }
  | { type: 'menu_button'; chat: number; button: MenuButton };
