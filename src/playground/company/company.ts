import { bookings } from './bookings.js';
import { companyFile } from './branches.js';
import { clients } from './clients.js';
import { fleet } from './fleet.js';
import { staff } from './people.js';
import type { PlaygroundCompany, RentProgRecords } from './types.js';
import { telegramWorld } from './world.js';

/** RentProg's records as they stand at `now`; each call gives a fresh set that may be changed freely. */
export function rentprogRecords(now: Date): RentProgRecords {
  return {
    companies: Object.entries(companyFile.branches).map(([branch, { title, rentprog }]) => ({
      id: rentprog.companyId,
      branch,
      name: title,
      companyToken: rentprog.companyToken,
    })),
    cars: fleet(),
    clients: clients(),
    bookings: bookings(now),
  };
}

/** The company that the playground plays: four branches, their people, cars, clients and bookings around `now`. */
export function builtInCompany(now: Date): PlaygroundCompany {
  return { file: companyFile, telegram: telegramWorld, staff, rentprog: rentprogRecords(now) };
}
