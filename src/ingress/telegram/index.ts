export { forgetUpdates } from './forget-updates.js';
export { createFileSource } from './fetch-file.js';
export { connectTelegram } from './connect.js';
export { telegramWebhook } from './webhook.js';
