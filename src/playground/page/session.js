import { getChats, getWorld } from './seat-api.js';
import { oneAtATime } from './dom.js';

/**
 * Who sits at the page and what they look at. Dispatches `place` when the person, chat or topic changes, `chats` when
 * the list of chats was read anew, `unread` when a count changes.
 */
class Session extends EventTarget {
  /** @type {import('./seat-api.js').World} */
  world = { bot: { id: 0, first_name: '', username: '' }, users: [], groups: [] };
  /** @type {number | null} */
  user = null;
  /** @type {number | null} */
  chat = null;
  /** @type {number | null} */
  thread = null;
  /** @type {import('./seat-api.js').Chat[]} */
  chats = [];
  /** @type {Map<string, number>} */
  unread = new Map(JSON.parse(sessionStorage.getItem('unread') ?? '[]'));

  refreshChats = oneAtATime(async () => {
    const user = this.user;
    const chats = user === null ? [] : await getChats(user);
    if (user !== this.user) return;
    this.chats = chats;
    this.dispatchEvent(new Event('chats'));
  });

  async start() {
    this.world = await getWorld();
    addEventListener('popstate', () => this.followHash());
    await this.followHash();
  }

  person(id = this.user) {
    return this.world.users.find((user) => user.id === id);
  }

  /** The chat and topic that are open, or null. */
  get spot() {
    return this.chat === null ? null : { chat: this.chat, thread: this.thread };
  }

  get openChat() {
    return this.chats.find((chat) => chat.id === this.chat);
  }

  get openTopic() {
    return this.openChat?.topics?.find((topic) => (topic.id ?? null) === this.thread);
  }

  /** The private chat with the bot has the person's own id. */
  get isPrivate() {
    return this.chat !== null && this.chat === this.user;
  }

  /** @param {number} user @param {number | null} [chat] */
  sitAs(user, chat = null) {
    return this.go({ user, chat, thread: null });
  }

  /** @param {number | null} chat @param {number | null} [thread] */
  open(chat, thread = null) {
    return this.go({ user: this.user, chat, thread });
  }

  /** @param {{ user: number | null, chat: number | null, thread: number | null }} place */
  go(place) {
    const parts = Object.entries(place).filter(([, value]) => value !== null);
    const hash = `#${parts.map(([name, value]) => `${name}=${value}`).join('&')}`;
    if (hash !== location.hash) history.pushState(null, '', hash);
    return this.followHash();
  }

  async followHash() {
    const fields = new URLSearchParams(location.hash.slice(1));
    /** @param {string} name */
    const number = (name) => (fields.has(name) ? Number(fields.get(name)) : null);
    const user = this.world.users.some(({ id }) => id === number('user')) ? number('user') : null;
    const samePerson = user === this.user;
    this.user = user;
    this.chat = user === null ? null : number('chat');
    this.thread = this.chat === null ? null : number('thread');
    if (!samePerson) this.chats = [];
    this.markRead();
    this.dispatchEvent(new Event('place'));
    if (!samePerson) await this.refreshChats();
  }

  /** @param {number} chat @param {number | null} thread */
  unreadIn(chat, thread = null) {
    return this.unread.get(`${chat}|${thread ?? ''}`) ?? 0;
  }

  /** @param {number} chat */
  unreadInAll(chat) {
    let sum = 0;
    for (const [key, count] of this.unread) if (key.startsWith(`${chat}|`)) sum += count;
    return sum;
  }

  /** @param {number} chat @param {number | null} thread */
  countUnread(chat, thread) {
    this.unread.set(`${chat}|${thread ?? ''}`, this.unreadIn(chat, thread) + 1);
    this.keepUnread();
  }

  markRead() {
    if (this.chat === null || !this.unread.delete(`${this.chat}|${this.thread ?? ''}`)) return;
    this.keepUnread();
  }

  keepUnread() {
    sessionStorage.setItem('unread', JSON.stringify([...this.unread]));
    this.dispatchEvent(new Event('unread'));
  }
}

export const session = new Session();
