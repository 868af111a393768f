export { createRentProgClient, type RentProgClient, type RentProgClientOptions } from './client.js';
export type { JsonRecord, JsonValue } from './json.js';
export { parseRentProgTime } from './local-time.js';
export { RubyLiteralError } from './ruby-cursor.js';
export { parseRubyLiteral } from './ruby-literal.js';
export { RentProgBooking, RentProgCar, RentProgToken, RentProgWebhook } from './schema.js';
export {
  normaliseRentProgWebhook,
  webhookDedupeKey,
  type RentProgEvent,
  type RentProgEventPayload,
  type RentProgEventType,
  type RentProgWebhookContext,
  type RentProgWebhookResult,
} from './webhook.js';
