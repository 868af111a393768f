import { byId } from './dom.js';
import { session } from './session.js';

const kinds = ['message', 'edited', 'deleted', 'topic', 'answer', 'member'];

/**
 * Listens to the emulators. What concerns the open chat calls `onSpot`, the clients' dialogues `onClient`, the board
 * `onTask`; lists and counts follow by themselves. After a lost connection everything is read again.
 *
 * @param {{ onSpot: () => void, onClient: () => void, onTask: () => void }} listeners
 */
export function listen({ onSpot, onClient, onTask }) {
  const stream = new EventSource('/playground/stream');
  let lost = false;

  stream.onopen = () => {
    byId('offline').hidden = true;
    if (!lost) return;
    lost = false;
    void session.refreshChats();
    for (const readAgain of [onSpot, onClient, onTask]) readAgain();
  };
  stream.onerror = () => {
    lost = true;
    byId('offline').hidden = false;
  };

  stream.addEventListener('client', onClient);
  stream.addEventListener('task', onTask);
  for (const kind of kinds) {
    stream.addEventListener(kind, (event) => {
      const { chat, thread = null, message } = JSON.parse(event.data);
      const here = chat === session.chat && (thread ?? null) === session.thread;
      if (kind === 'message') count(chat, thread, message, here);
      if (kind !== 'edited' && kind !== 'answer') void session.refreshChats();
      if (here || (chat === session.chat && kind !== 'message')) onSpot();
    });
  }

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) session.markRead();
  });
}

/**
 * @param {number} chat @param {number | null} thread @param {any} message
 * @param {boolean} here
 */
function count(chat, thread, message, here) {
  const own = message?.from?.id === session.user || message?.from?.id === chat;
  if (own || (here && !document.hidden)) return;
  session.countUnread(chat, thread);
}
