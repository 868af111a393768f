export { bookingCard, bookingCardKey, bookingLinks, carName } from './card.js';
export { dueNotices, type Notice } from './plan.js';
export { projectEvent } from './project.js';
export { awaitsIssue, findBooking, openBookingsOf, type BookingView } from './view.js';
export type { RentalSystem } from './rental-system.js';
