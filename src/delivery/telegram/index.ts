export { createTelegramChannel } from './channel.js';
export { telegramPace } from './pace.js';
