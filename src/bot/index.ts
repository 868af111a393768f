export { createBot, type BranchlineBot } from './bot.js';
export type { PhotoSource } from './features/checklist/index.js';
export { registerCommands } from './commands.js';
export { rememberOwnMessages } from './core/known-chats.js';
