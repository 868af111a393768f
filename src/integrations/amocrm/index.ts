export {
  createAmoCrmClient,
  type AmoCrmClient,
  type AmoCrmClientOptions,
  type NewAmoCrmTask,
} from './client.js';
export { amoCrmEntities } from './schema.js';
