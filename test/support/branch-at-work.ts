import { DateTime } from 'luxon';
import { branchChats, people } from '../../src/playground/company/index.js';
import { startPlayground, type Playground } from '../../src/playground/index.js';
import type { SeatMessage } from '../../src/playground/telegram/index.js';
import { openTestDatabase, type OpenDatabase } from './database.js';
import { Person, textOf } from './person.js';
import { playgroundEnvironment } from './playground-environment.js';
import { startProduct, temporaryFolder, writeCompany, type ProductProcess } from './product.js';

const FIRST_BOOKING = 910_000;
const FIRST_CAR = 81_000;

export interface Booked {
  bookingId: number;
  carId: number;
  plate: string;
}

/** Tbilisi with the program as a process of its own. */
export interface BranchAtWork {
  database: OpenDatabase;
  playground: Playground;
  group: number;
  /** `kill -9` and a new start. */
  restart(): Promise<void>;
  /** Somebody who works here and reads English. */
  employ(id: number, name: string): Promise<Person>;
  /** The `n`th car, with 200 GEL of deposit; it goes out in an hour and a half. */
  book(n: number): Promise<Booked>;
  /** What RentProg says of one of its bookings. */
  announce(bookingId: number): Promise<void>;
  /** Everything in the group, topic by topic. */
  groupMessages(): SeatMessage[];
  /** What stands in the car's topic when it has been handed over. */
  summariesOf(plate: string): SeatMessage[];
  close(): Promise<void>;
}

export async function openBranch(): Promise<BranchAtWork> {
  const database = await openTestDatabase();
  const folder = temporaryFolder();
  const playground = await startPlayground({ host: '127.0.0.1', port: 0, productUrl: () => product.url });
  const { seat } = playground.telegram;
  const environment = {
    ...playgroundEnvironment(playground, folder.path),
    // Twenty albums go into one group.
    TELEGRAM_PACE: '100',
    DATABASE_URL: database.url,
    COMPANY_FILE: writeCompany(folder.path, playground.company),
  };
  const group = branchChats.tbilisi;
  let product: ProductProcess = await startProduct(environment);

  const groupMessages = (): SeatMessage[] => {
    const topics = seat.chats(people.admin).find(({ id }) => id === group)?.topics ?? [];
    return topics.flatMap(({ id }) =>
      seat.messages({ user: people.admin, chat: group, thread: id, limit: 500 }),
    );
  };

  return {
    ...{ database, playground, group, groupMessages },
    async restart() {
      await product.kill();
      product = await startProduct(environment);
    },
    async employ(id, name) {
      if (!seat.world().users.some((user) => user.id === id)) seat.addUser({ id, first_name: name });
      await database.prisma.staff.create({
        data: { telegramId: BigInt(id), name, role: 'staff', branches: ['tbilisi'], language: 'en' },
      });
      return new Person(seat, id);
    },
    async book(n) {
      const booked = {
        bookingId: FIRST_BOOKING + n,
        carId: FIRST_CAR + n,
        plate: `SB${String(n).padStart(3, '0')}TB`,
      };
      const { bookingId: id, carId, plate } = booked;
      const [startAt, endAt] = [1.5, 96].map((hours) => DateTime.now().plus({ hours }).toJSDate());
      const branch = 'tbilisi';
      await database.prisma.car.create({
        data: { id: carId, branch, plate, model: 'Kia Rio', mileage: 50_000 },
      });
      await database.prisma.booking.create({ data: { id, branch, carId, startAt, endAt, deposit: 20_000 } });
      return booked;
    },
    async announce(bookingId) {
      const secret = playground.company.branches['tbilisi']?.rentprog.webhookSecret ?? '';
      const payload = playground.records.bookings.find(({ id }) => id === bookingId);
      const response = await fetch(`${product.url}/webhooks/rentprog/tbilisi?t=${secret}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ event: 'booking_create', payload }),
      });
      if (!response.ok) throw new Error(`the webhook was answered with ${response.status}`);
    },
    summariesOf: (plate) => groupMessages().filter((one) => textOf(one).includes(`Выдано: ${plate}`)),
    async close() {
      await product.stop();
      await playground.close();
      await database.close();
      folder.remove();
    },
  };
}
