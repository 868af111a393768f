export { createBot, type BranchlineBot } from './bot.js';
export type { FileSource } from './core/deps.js';
export { registerCommands } from './commands.js';
export { rememberOwnMessages } from './core/known-chats.js';
