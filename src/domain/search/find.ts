import type { Car, Prisma } from '../../platform/prisma/index.js';
import { loadStatement, sqlOfPrisma } from '../../platform/sql/index.js';
import type { BookingView } from '../bookings/index.js';
import { nameKey, pairsOf } from './name.js';
import { mayBePlate, plateKey } from './plate.js';
import { viewBookings } from './views.js';

const findCarsSql = loadStatement(import.meta.url, './sql/find-cars.sql');
const bookingsOfClientsSql = loadStatement(import.meta.url, './sql/find-bookings-of-clients.sql');
const bookingsOfDaySql = loadStatement(import.meta.url, './sql/bookings-of-day.sql');

/** Less is no search: it would be a list of half the fleet. */
const SHORTEST = 2;
/** A client who has not been here for so long is not whom people ask for. */
const RECENT_MS = 90 * 24 * 3_600_000;

/** In which branches to look; `all` where the company has no others. */
export type Branches = readonly string[] | 'all';

export interface FoundCar {
  car: Car;
  /** Its plate is just what was typed. */
  exact: boolean;
}

/** Cars by plate, a part of it, or model, in any spelling; the nearest first. Nothing for less than two characters. */
export async function findCars(
  tx: Prisma.TransactionClient,
  typed: string,
  branches: Branches,
  limit: number,
): Promise<FoundCar[]> {
  const plate = mayBePlate(typed) ? plateKey(typed) : '';
  const model = nameKey(typed);
  if (plate.length < SHORTEST && model.length < SHORTEST) return [];
  const found = await sqlOfPrisma(tx).rows<{ id: number; distance: number }>(findCarsSql, [
    ...searched(plate),
    ...searched(model),
    reach(branches),
    limit,
  ]);
  const cars = await tx.car.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
  return found.flatMap(({ id, distance }) => {
    const car = cars.find((one) => one.id === id);
    return car === undefined ? [] : [{ car, exact: distance === 0 }];
  });
}

/** The car with exactly one of these plates, of all branches: who may see it is for the caller to ask. */
export async function findCarOfPlates(
  tx: Prisma.TransactionClient,
  plates: readonly string[],
): Promise<Car | null> {
  for (const plate of plates) {
    const [found] = await findCars(tx, plate, 'all', 1);
    if (found?.exact === true) return found.car;
  }
  return null;
}

/** Bookings of clients whose name has all of the words, those that are not over first. */
export async function findBookingsOfClients(
  tx: Prisma.TransactionClient,
  typed: string,
  branches: Branches,
  now: Date,
  limit: number,
): Promise<BookingView[]> {
  const words = nameKey(typed)
    .split(' ')
    .filter((word) => [...word].length >= SHORTEST);
  if (words.length === 0) return [];
  const rows = await sqlOfPrisma(tx).rows<{ id: number }>(bookingsOfClientsSql, [
    JSON.stringify(words),
    JSON.stringify([...new Set(words.flatMap(pairsOf))]),
    reach(branches),
    new Date(now.getTime() - RECENT_MS),
    limit,
  ]);
  return viewBookings(
    tx,
    rows.map(({ id }) => id),
  );
}

/** What is to be issued or returned between the two moments, in the order of the day. */
export async function findBookingsOfDay(
  tx: Prisma.TransactionClient,
  branches: readonly string[],
  from: Date,
  to: Date,
  limit: number,
): Promise<BookingView[]> {
  const rows = await sqlOfPrisma(tx).rows<{ id: number }>(bookingsOfDaySql, [
    JSON.stringify(branches),
    from,
    to,
    limit,
  ]);
  return viewBookings(
    tx,
    rows.map(({ id }) => id),
  );
}

function searched(key: string): [string | null, string] {
  return key.length < SHORTEST ? [null, '[]'] : [key, JSON.stringify(pairsOf(key))];
}

function reach(branches: Branches): string | null {
  return branches === 'all' ? null : JSON.stringify(branches);
}
