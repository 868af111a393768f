export { bookingCard, bookingCardKey, carName } from './card.js';
export { dueNotices, type Notice } from './plan.js';
export { projectEvent } from './project.js';
export { acknowledgeReminder, findReminder, openReminder } from './reminders.js';
export { awaitsIssue, findBooking, openBookingsOf, upcomingIssues, type BookingView } from './view.js';
export type { RentalSystem } from './rental-system.js';
