import { sendText } from './seat-api.js';
import { session } from './session.js';
import { tell, tellError } from './notices.js';
import { text } from './texts.js';

/**
 * Follows links into Telegram inside the page: to the bot (with `?start=` also pressing Start) and to a message of a
 * group. True when the link was one of these; any other is left to the browser.
 *
 * @param {string} url
 * @returns {boolean}
 */
export function openLink(url) {
  if (!URL.canParse(url)) return false;
  const { hostname, pathname, searchParams, protocol } = new URL(url);
  if (protocol === 'tg:') {
    tell(text('tgLink'));
    return true;
  }
  if (!['t.me', 'telegram.me'].includes(hostname)) return false;
  const [first = '', second, third] = pathname.split('/').filter(Boolean);
  if (first.toLowerCase() === session.world.bot.username.toLowerCase()) {
    void visitBot(searchParams.get('start'));
    return true;
  }
  if (first === 'c' && second !== undefined) {
    void visitGroup(Number(`-100${second}`), Number(searchParams.get('thread') ?? third));
    return true;
  }
  return false;
}

/**
 * What is not the id of a topic is that of a message in General.
 *
 * @param {number} id @param {number} topicOrMessage
 */
async function visitGroup(id, topicOrMessage) {
  const group = session.chats.find((chat) => chat.id === id);
  if (group === undefined) {
    tell(text('notAMember'));
    return;
  }
  const topic = group.topics?.find((candidate) => candidate.id === topicOrMessage);
  await session.open(id, topic?.id ?? null);
}

/** @param {string | null} code */
async function visitBot(code) {
  const user = session.user;
  if (user === null) return;
  await session.open(user);
  if (code === null) return;
  try {
    await sendText(user, { chat: user, thread: null }, `/start ${code}`);
  } catch (error) {
    tellError(error);
  }
}
