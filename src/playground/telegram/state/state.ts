import type { WorldUser } from '../world.js';
import type { Change } from './changes.js';
import { History } from './history.js';
import type {
  AskedInline,
  BotCommand,
  Callback,
  Group,
  MenuButton,
  PendingUpdate,
  PrivateChat,
  StoredFile,
  StoredMedia,
  StoredPhoto,
  Webhook,
} from './records.js';

/** Of presses and inline queries. */
const KEPT = 10_000;

/** All that the emulator knows. It changes through `apply` only, so that a journal of changes rebuilds it. */
export class State {
  readonly users = new Map<number, WorldUser>();
  readonly groups = new Map<number, Group>();
  readonly privateChats = new Map<number, PrivateChat>();
  readonly media = new Map<string, { media: StoredMedia; file: StoredFile }>();
  readonly mediaByPath = new Map<string, StoredFile>();
  readonly photosByHash = new Map<string, StoredPhoto>();
  /** Updates that the bot has not taken yet, in order. */
  readonly pending = new Map<number, PendingUpdate>();
  readonly callbacks = new Map<string, Callback>();
  readonly inlineQueries = new Map<string, AskedInline>();
  readonly commands = new Map<string, BotCommand[]>();
  /** By chat; 0 is the default of all private chats. */
  readonly menuButtons = new Map<number, MenuButton>();
  webhook: Webhook | null = null;
  /** Empty means Telegram's default set. */
  allowedUpdates: readonly string[] = [];
  private readonly histories = new Map<number, History>();
  private lastUpdateId: number;
  private lastFileNumber = 0;

  constructor(firstUpdateId: number) {
    this.lastUpdateId = firstUpdateId - 1;
  }

  history(chat: number): History {
    let history = this.histories.get(chat);
    if (history === undefined) {
      history = new History();
      this.histories.set(chat, history);
    }
    return history;
  }

  /** Chats in which anything was written. */
  chatIds(): number[] {
    return [...this.histories.keys()];
  }

  allocateUpdateId(): number {
    this.lastUpdateId += 1;
    return this.lastUpdateId;
  }

  allocateFileNumber(): number {
    this.lastFileNumber += 1;
    return this.lastFileNumber;
  }

  apply(change: Change): void {
    switch (change.type) {
      case 'user':
        this.users.set(change.user.id, change.user);
        return;
      case 'group':
        this.groups.set(change.group.id, change.group);
        return;
      case 'private':
        this.privateChats.set(change.chat.user, change.chat);
        return;
      case 'message':
      case 'edited':
        this.history(change.chat).put(change.stored);
        return;
      case 'deleted':
        this.history(change.chat).remove(change.message_id);
        return;
      case 'topic':
        this.history(change.chat).putTopic(change.topic);
        return;
      case 'pinned':
        this.history(change.chat).pin(change.message_id, change.pinned);
        return;
      case 'media':
        this.addMedia(change.media);
        return;
      case 'update':
        this.pending.set(change.pending.update.update_id, change.pending);
        this.lastUpdateId = Math.max(this.lastUpdateId, change.pending.update.update_id);
        return;
      case 'taken':
        for (const id of change.update_ids) this.pending.delete(id);
        return;
      case 'webhook':
        this.webhook = change.webhook;
        return;
      case 'allowed_updates':
        this.allowedUpdates = change.allowed;
        return;
      case 'callback':
        addRecent(this.callbacks, change.callback);
        return;
      case 'answered': {
        const callback = this.callbacks.get(change.id);
        if (callback !== undefined) this.callbacks.set(change.id, { ...callback, answer: change.answer });
        return;
      }
      case 'inline_query':
        addRecent(this.inlineQueries, change.query);
        return;
      case 'inline_answered': {
        const asked = this.inlineQueries.get(change.id);
        if (asked !== undefined) this.inlineQueries.set(change.id, { ...asked, answer: change.answer });
        return;
      }
      case 'commands':
        if (change.commands === null) this.commands.delete(change.key);
        else this.commands.set(change.key, change.commands);
        return;
      case 'menu_button':
        this.menuButtons.set(change.chat, change.button);
        return;
    }
  }

  private addMedia(media: StoredMedia): void {
    const files = media.kind === 'photo' ? media.sizes : [media.file];
    for (const file of files) {
      this.media.set(file.file_id, { media, file });
      this.mediaByPath.set(file.path, file);
      const number = Number(/_(\d+)/.exec(file.path)?.[1] ?? 0);
      this.lastFileNumber = Math.max(this.lastFileNumber, number);
    }
    if (media.kind === 'photo') this.photosByHash.set(media.hash, media);
  }
}

function addRecent<Item extends { id: string }>(items: Map<string, Item>, item: Item): void {
  items.set(item.id, item);
  if (items.size <= KEPT) return;
  const oldest = items.keys().next();
  if (oldest.done !== true) items.delete(oldest.value);
}
