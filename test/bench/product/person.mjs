// Telegram and RentProg as emulator.mjs has them, and an employee of Tbilisi who presses buttons: what they see is
// timed in the process in which they look.
import { setTimeout as delay } from 'node:timers/promises';
import { productModule } from './build.mjs';

const { startPlayground } = await productModule('playground/index.js');
const { people } = await productModule('playground/company/index.js');
const playground = await startPlayground({ host: '127.0.0.1', port: 0, productUrl: () => '' });
const { seat } = playground.telegram;
const user = people.tbilisiEmployee;
const PATIENCE_MS = 30_000;

process.send({
  telegram: playground.telegram.url,
  rentprog: playground.settings.RENTPROG_BASE_URL,
  token: playground.botToken,
  user,
});
process.on('message', ({ bookingId, presses, everyMs }) => {
  void walk(bookingId, presses, everyMs).then((latencies) => process.send({ latencies }));
});
process.on('disconnect', () => process.exit(0));

/** Asks to cancel a checklist and thinks better of it, again and again: every press changes the card. */
async function walk(bookingId, presses, everyMs) {
  seat.sendMessage({ user, chat: user, text: `/issue ${bookingId}` });
  const latencies = [];
  for (let press = 0; press < presses; press += 1) {
    const card = await seat.waitFor(
      { chat: user, message: (one) => buttonOf(one, press) !== undefined },
      PATIENCE_MS,
    );
    await delay(everyMs - 50 + Math.random() * 100);
    latencies.push(await timePress(card, buttonOf(card, press)));
  }
  return latencies;
}

function buttonOf({ reply_markup: markup }, press) {
  const label = press % 2 === 0 ? /Cancel$/ : /carry on$/;
  return (markup?.inline_keyboard ?? []).flat().find(({ text }) => label.test(text))?.callback_data;
}

function timePress({ message_id }, data) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const late = setTimeout(() => reject(new Error('a press changed nothing')), PATIENCE_MS);
    const stop = seat.onEvent(({ event, chat }) => {
      if (chat !== user || (event !== 'edited' && event !== 'message')) return;
      stop();
      clearTimeout(late);
      resolve(performance.now() - begun);
    });
    seat.press({ user, chat: user, message_id, data }).catch(reject);
  });
}
