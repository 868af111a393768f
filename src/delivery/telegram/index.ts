export { createTelegramChannel } from './channel.js';
