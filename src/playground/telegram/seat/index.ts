export type { SeatEvent } from './events.js';
export type { UserAddress } from './people.js';
export type { Press, PressResult } from './pressing.js';
export { seatRoutes } from './routes.js';
export { createSeat, type Seat, type SeatWorld } from './seat.js';
export { streamEvents } from './stream.js';
export type { SeatChat, SeatMessage, SeatTopic } from './view.js';
export type { CallCondition, MessageCondition, WaitFor } from './waiting.js';
