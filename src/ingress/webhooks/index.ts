export { createRentalSystem, type RentProgRecords } from './rental-system.js';
export { rentprogWebhook } from './rentprog.js';
