import { parseBranchTime } from '../company/index.js';
import type { RentProgBooking, RentProgCar, RentProgClient, RentProgRecords } from '../company/index.js';

/** The least that a search takes; shorter queries find nothing (integrations.md §1.1). */
const SHORTEST_QUERY = 3;

function mentions(query: string, ...fields: (string | number | null | undefined)[]): boolean {
  const needle = query.trim().toLowerCase();
  if (needle.length < SHORTEST_QUERY) return false;
  return fields.some((field) =>
    String(field ?? '')
      .toLowerCase()
      .includes(needle),
  );
}

/** What one company token may see: the records of its own branch, in the order of their ids. */
export class BranchRecords {
  constructor(
    private readonly records: RentProgRecords,
    private readonly companyId: number,
  ) {}

  private own<T extends { id: number; company_id: number }>(records: T[]): T[] {
    return records.filter((record) => record.company_id === this.companyId).sort((a, b) => a.id - b.id);
  }

  cars(): RentProgCar[] {
    return this.own(this.records.cars);
  }

  car(id: number): RentProgCar | undefined {
    return this.cars().find((car) => car.id === id);
  }

  searchCars(query: string): RentProgCar[] {
    return this.cars().filter((car) => mentions(query, car.id, car.car_name, car.code, car.number, car.vin));
  }

  /** Active cars without an open booking between two times; undefined when a time is not `DD-MM-YYYY H:mm`. */
  freeCars(from: string, to: string): RentProgCar[] | undefined {
    const [start, end] = [parseBranchTime(from), parseBranchTime(to)];
    if (!start.isValid || !end.isValid) return undefined;
    const taken = this.records.bookings
      .filter((booking) => booking.active && !booking.archive)
      .filter((booking) => parseBranchTime(booking.start_date) < end)
      .filter((booking) => parseBranchTime(booking.end_date) > start)
      .map((booking) => booking.car_id);
    return this.cars().filter((car) => car.active && !taken.includes(car.id));
  }

  clients(): RentProgClient[] {
    return this.own(this.records.clients);
  }

  searchClients(query: string): RentProgClient[] {
    return this.clients().filter((client) =>
      mentions(query, client.id, client.name, client.phone, client.email),
    );
  }

  bookings(active?: boolean): RentProgBooking[] {
    return this.own(this.records.bookings).filter(
      (booking) => !booking.archive && (active === undefined || booking.active === active),
    );
  }

  booking(id: number): RentProgBooking | undefined {
    return this.own(this.records.bookings).find((booking) => booking.id === id);
  }

  bookingsOfCar(carId: number): RentProgBooking[] {
    return this.bookings().filter((booking) => booking.car_id === carId);
  }

  searchBookings(query: string): RentProgBooking[] {
    return this.bookings().filter((booking) => {
      const car = this.records.cars.find((candidate) => candidate.id === booking.car_id);
      const client = this.records.clients.find((candidate) => candidate.id === booking.client_id);
      return mentions(
        query,
        booking.number,
        booking.responsible,
        car?.car_name,
        car?.number,
        client?.name,
        client?.phone,
      );
    });
  }
}
