import { topicName } from './chats.js';
import { byId, el } from './dom.js';
import { insist, tell, tellError } from './notices.js';
import { blockBot, changeTopic } from './seat-api.js';
import { session } from './session.js';
import { text } from './texts.js';

function renderTitle() {
  const { openChat, openTopic, isPrivate, world } = session;
  const name = isPrivate ? world.bot.first_name : (openChat?.title ?? '');
  const below = isPrivate ? text('bot') : name;
  byId('chat-title').replaceChildren(
    el('h1', {}, openTopic && !isPrivate ? topicName(openTopic) : name),
    session.chat === null ? '' : el('small', {}, below),
  );
  byId('chat-more').hidden = session.chat === null || (!isPrivate && session.thread === null);
  document.title = [name, 'Branchline'].filter(Boolean).join(' · ');
}

/** @param {string} name @param {string} words @param {() => Promise<unknown>} action */
function menuRow(name, words, action) {
  const onclick = () => {
    byId('chat-menu').hidePopover();
    action().catch(tellError);
  };
  return el('button', { type: 'button', class: 'menu-row', testid: `menu-${name}`, onclick }, words);
}

/** @param {number} user @param {boolean} blocked */
async function block(user, blocked) {
  await blockBot(user, blocked);
  tell(text(blocked ? 'blocked' : 'unblocked'));
}

/** What can be done to the open topic, so that the product's answer to it can be seen. */
function topicRows() {
  const { user, spot, openTopic } = session;
  if (user === null || spot === null || openTopic === undefined) return [];
  const remove = async () => {
    if (!(await insist(text('deleteTopicSure', { name: openTopic.name }), { question: true }))) return;
    await changeTopic('delete', user, spot);
    await session.open(spot.chat);
  };
  return [
    openTopic.closed
      ? menuRow('reopen', text('reopenTopic'), () => changeTopic('reopen', user, spot))
      : menuRow('close', text('closeTopic'), () => changeTopic('close', user, spot)),
    menuRow('delete', text('deleteTopic'), remove),
  ];
}

function renderMenu() {
  const { user } = session;
  if (user === null) return;
  const blocked = session.openChat?.blocked ?? false;
  const rows = session.isPrivate
    ? [menuRow('block', text(blocked ? 'unblockBot' : 'blockBot'), () => block(user, !blocked))]
    : topicRows();
  byId('chat-menu').replaceChildren(...rows);
}

export function startChatHead() {
  byId('to-list').addEventListener('click', () => session.open(null));
  byId('chat-menu').addEventListener('beforetoggle', renderMenu);
  for (const change of ['place', 'chats']) session.addEventListener(change, renderTitle);
  document.addEventListener('languagechange', renderTitle);
  renderTitle();
}
