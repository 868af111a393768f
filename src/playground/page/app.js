import { startChatHead } from './chat-head.js';
import { startChats } from './chats.js';
import { refreshClients, startClients } from './clients.js';
import { startComposer } from './composer.js';
import { refreshMessages, startConversation } from './conversation.js';
import { byId } from './dom.js';
import { startHappenings } from './happenings.js';
import { icon } from './icons.js';
import { listen } from './live.js';
import { tellError } from './notices.js';
import { startOutsideTabs } from './outside-tabs.js';
import { startPeople } from './people.js';
import { startSamplePhotos } from './sample-photos.js';
import { session } from './session.js';
import { refreshTasks, startTasks } from './tasks.js';
import { language, setLanguage, text } from './texts.js';

const icons = /** @type {const} */ ({
  'to-list': 'back',
  'chat-more': 'more',
  'show-happenings': 'bolt',
  'hide-happenings': 'close',
  'to-end': 'down',
  attach: 'clip',
  send: 'send',
  'client-send': 'send',
});

/** Puts the words of the chosen language into the standing parts of the page. */
function translate() {
  document.documentElement.lang = language();
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = text(element.getAttribute('data-text') ?? '');
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    const words = text(element.getAttribute('data-label') ?? '');
    element.setAttribute('aria-label', words);
    if (element instanceof HTMLButtonElement) element.title = words;
  }
}

function startLanguage() {
  const select = /** @type {HTMLSelectElement} */ (byId('language'));
  select.value = language();
  select.addEventListener('change', () => setLanguage(select.value));
  document.addEventListener('languagechange', translate);
  translate();
}

/** On a narrow screen the list and the chat take turns. */
function showSide() {
  document.body.dataset.view = session.chat === null ? 'list' : 'chat';
}

async function start() {
  for (const [id, name] of Object.entries(icons)) byId(id).replaceChildren(icon(name));
  startLanguage();
  await session.start();
  session.addEventListener('place', showSide);
  showSide();
  startPeople();
  startChats();
  startChatHead();
  startConversation(startComposer());
  startSamplePhotos();
  startOutsideTabs();
  startClients();
  startTasks();
  listen({ onSpot: refreshMessages, onClient: refreshClients, onTask: refreshTasks });
  await startHappenings();
}

start().catch(tellError);
