// Telegram's Bot API and RentProg's API as the playground has them, as a process of its own.
import { productModule } from './build.mjs';

const { startPlayground } = await productModule('playground/index.js');
const playground = await startPlayground({ host: '127.0.0.1', port: 0, productUrl: () => '' });
process.send({
  telegram: playground.telegram.url,
  rentprog: playground.settings.RENTPROG_BASE_URL,
  token: playground.botToken,
});
process.on('disconnect', () => process.exit(0));
