import { byId } from './dom.js';
import { session } from './session.js';

const kinds = ['message', 'edited', 'deleted', 'topic', 'answer', 'member'];

/**
 * Listens to the emulator. What concerns the open chat calls `onSpot`; lists and counts follow by themselves. After a
 * lost connection everything is read again.
 *
 * @param {() => void} onSpot
 */
export function listen(onSpot) {
  const stream = new EventSource('/seat/stream');
  let lost = false;

  stream.onopen = () => {
    byId('offline').hidden = true;
    if (!lost) return;
    lost = false;
    void session.refreshChats();
    onSpot();
  };
  stream.onerror = () => {
    lost = true;
    byId('offline').hidden = false;
  };

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
