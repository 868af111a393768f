export {
  bookingCreated,
  bookingDescribed,
  bookingIssued,
  bookingReturned,
  bookingUpdated,
} from './booking-changes.js';
export { carMoved, carUpdated, clientUpdated } from './car-and-client-changes.js';
export type { Change } from './change.js';
export { startRentProg } from './server.js';
export type { RentProgServer } from './server.js';
export { webhookBody } from './webhook-body.js';
export type { PayloadForm } from './webhook-body.js';
