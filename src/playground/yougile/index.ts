export type { BoardTask, Column } from './board.js';
export { startYouGile, type YouGileServer } from './server.js';
