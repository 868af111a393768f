export {
  botMethods,
  type BotCall,
  type BotMethod,
  type Fault,
  type FaultKind,
  type FaultRule,
  type Limits,
  type PlannedFault,
  type SentMessage,
} from './bot-api/index.js';
export type { Control, Statistics } from './control/index.js';
export type {
  CallCondition,
  MessageCondition,
  Press,
  PressResult,
  Seat,
  SeatChat,
  SeatEvent,
  SeatMessage,
  SeatTopic,
  SeatWorld,
  UserAddress,
  WaitFor,
} from './seat/index.js';
export { streamEvents } from './seat/index.js';
export { startTelegram, type TelegramEmulator, type TelegramOptions } from './start.js';
export type { BotRights, TelegramWorld, WorldGroup, WorldUser } from './world.js';
