/**
 * The emulator's seat API and the playground's own routes, on the page's origin.
 *
 * @typedef {object} World
 * @property {{ id: number, first_name: string, username: string }} bot
 * @property {{ id: number, first_name: string, last_name?: string, username?: string, title?: string }[]} users
 * @property {{ id: number, title: string, members: number[] }[]} groups
 *
 * @typedef {{ id: number | null, name: string, closed: boolean, last_message_at?: number | null }} Topic
 * @typedef {{ id: number, type: string, title: string,  topics?: Topic[], last?: any, blocked?: boolean }} Chat
 * @typedef {{ chat: number, thread: number | null }} Spot a chat and its topic; General and private chats have none
 */

/** An answer that is not a success; the message is for people. */
class SeatError extends Error {}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function ask(path, options) {
  const answer = await fetch(path, options);
  const body = await answer.json().catch(() => null);
  if (answer.ok) return body;
  throw new SeatError(body?.message ?? body?.description ?? body?.error ?? `HTTP ${answer.status}`);
}

/**
 * @param {string} path
 * @param {object} body fields that are null are left out
 */
function post(path, body) {
  const fields = Object.entries(body).filter(([, value]) => value !== null && value !== undefined);
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(fields)),
  });
}

/** @param {Record<string, string | number | null | undefined>} fields */
function query(fields) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== null && value !== undefined) parameters.set(name, String(value));
  }
  return parameters.toString();
}

/** @returns {Promise<World>} */
export const getWorld = () => ask('/seat/world');

/** @param {number} user @returns {Promise<Chat[]>} */
export const getChats = (user) => ask(`/seat/chats?${query({ user })}`);

/** @param {number} user @param {Spot} spot @param {number} limit @returns {Promise<any[]>} */
export const getMessages = (user, spot, limit) => ask(`/seat/messages?${query({ user, ...spot, limit })}`);

/** @param {number} user @param {number | null} chat @returns {Promise<{ command: string, description: string }[]>} */
export const getCommands = (user, chat) => ask(`/seat/commands?${query({ user, chat })}`);

/** @param {number} user @param {Spot} spot @param {string} text @param {number | null} [replyTo] */
export const sendText = (user, spot, text, replyTo = null) =>
  post('/seat/messages', { user, ...spot, text, reply_to: replyTo });

/**
 * @param {number} user @param {Spot} spot
 * @param {{ photos: Blob[], caption?: string, replyTo?: number }} content 1 photo, or up to 10 as an album
 */
export function sendPhotos(user, spot, { photos, caption = '', replyTo }) {
  const form = new FormData();
  form.set('user', String(user));
  form.set('chat', String(spot.chat));
  if (spot.thread !== null) form.set('thread', String(spot.thread));
  if (caption) form.set('caption', caption);
  if (replyTo !== undefined) form.set('reply_to', String(replyTo));
  photos.forEach((photo, index) => {
    form.append('photo', photo, photo instanceof File ? photo.name : `photo-${index + 1}.jpg`);
  });
  return ask('/seat/photos', { method: 'POST', body: form });
}

/**
 * @param {number} user @param {number} chat @param {number} messageId @param {string} data
 * @returns {Promise<{ answered: boolean, text?: string, show_alert?: boolean, url?: string }>}
 */
export const press = (user, chat, messageId, data) =>
  post('/seat/press', { user, chat, message_id: messageId, data });

/** @param {number} user @param {number} chat @param {number} messageId @param {string} text */
export const editText = (user, chat, messageId, text) =>
  post('/seat/edit', { user, chat, message_id: messageId, text });

/** @param {'close' | 'reopen' | 'delete'} action @param {number} user @param {Spot} spot */
export const changeTopic = (action, user, spot) => post(`/seat/topics/${action}`, { user, ...spot });

/** @param {number} user @param {boolean} blocked */
export const blockBot = (user, blocked) => post('/seat/block', { user, blocked });

/** @returns {Promise<{ name: string, title: string, description: string, variants: string[] }[]>} */
export const getEvents = () => ask('/playground/events');

/**
 * @param {string} name @param {{ variant?: string, branch?: string }} choice
 * @returns {Promise<{ request: { method: string, url: string, body: unknown }, status: number, response: any }>}
 */
export const fireEvent = (name, choice) => post(`/playground/events/${encodeURIComponent(name)}`, choice);

/**
 * @typedef {'waiting' | 'told' | 'gave_up'} WebhookState
 * @typedef {{ id: string, own: boolean, text: string, date: number, webhook: WebhookState }} ClientMessage
 * @typedef {object} Client
 * @property {number} lead
 * @property {string} name
 * @property {string} login
 * @property {'whatsapp2' | 'telegram'} channel
 * @property {string} language
 * @property {string[]} phrases
 * @property {ClientMessage[]} messages
 */

/** @returns {Promise<Client[]>} */
export const getClients = () => ask('/playground/clients');

/** @param {number} lead @param {string} text */
export const writeAsClient = (lead, text) => post(`/playground/clients/${lead}/messages`, { text });

/** @typedef {{ id: string, title: string, columnId?: string, completed: boolean }} Task */

/** @returns {Promise<{ columns: { id: string, title: string }[], tasks: Task[] }>} */
export const getBoard = () => ask('/playground/tasks');

/** @param {string} title @param {string} columnId */
export const addTask = (title, columnId) => post('/playground/tasks', { title, columnId });

/** @param {string} id @param {boolean} completed */
export const tickTask = (id, completed) => post(`/playground/tasks/${encodeURIComponent(id)}`, { completed });
