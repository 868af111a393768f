export { BotApi } from './bot-api.js';
export { CallLog, type BotCall } from './calls.js';
export { Faults, type Fault } from './faults.js';
export { SendingLimits, type Limits } from './limits.js';
export { botMethods } from './methods/index.js';
export type { BotMethod } from './method.js';
export { botApiRoutes } from './routes.js';
