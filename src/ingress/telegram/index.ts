export { createFileSource } from './fetch-file.js';
export { connectTelegram } from './connect.js';
export { telegramWebhook } from './webhook.js';
