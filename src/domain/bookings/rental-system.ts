import type { NewEvent } from '../../engine/events/index.js';

/**
 * Where bookings and cars are kept (RentProg). Each answers the record as an event of what it is now, or nothing
 * when there is no such record. Throws an `IntegrationError`; asking again is the caller's business.
 */
export interface RentalSystem {
  booking(branch: string, id: number): Promise<Omit<NewEvent, 'correlationId'>[]>;
  car(branch: string, id: number): Promise<Omit<NewEvent, 'correlationId'>[]>;
}
