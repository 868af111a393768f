export { createBot, type BranchlineBot } from './bot.js';
export type { FileSource } from './core/deps.js';
export { registerCommands } from './commands.js';
export { rememberOwnMessages } from './core/known-chats.js';
export { checkRights } from './features/topics/index.js';
export { createClassifier } from './features/conversation/index.js';
export type { ClientChats } from './core/client-chats.js';
export { createChatReader } from './features/client-chats/index.js';
