export {
  createYouGileClient,
  type NewYouGileTask,
  type YouGileClient,
  type YouGileClientOptions,
} from './client.js';
export { yougileColors } from './schema.js';
