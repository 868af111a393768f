export { createRentProgClient, type RentProgClient, type RentProgClientOptions } from './client.js';
export { RentProgBooking, RentProgCar } from './schema.js';
export { normaliseRentProgWebhook, type RentProgEvent, type RentProgWebhookContext } from './webhook.js';
