export { createRentalSystem, type RentProgRecords } from './rental-system.js';
export { rentprogSender } from './rentprog.js';
export { umnicoSender } from './umnico.js';
export { webhooks } from './webhooks.js';
export { yougileSender } from './yougile.js';
