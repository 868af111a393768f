export { loadBookingFacts, type BookingEntry, type BookingFacts } from './booking-facts.js';
export { bookingsOfCars, type CarBookings } from './car-bookings.js';
export { loadCarFacts, type CarFacts } from './car-facts.js';
export {
  findBookingsOfClients,
  findBookingsOfDay,
  findCarOfPlates,
  findCars,
  type FoundCar,
} from './find.js';
export { nameKey } from './name.js';
export { maskPhone } from './phone.js';
export { platesIn } from './plate.js';
export { topicUrl } from './topic-url.js';
