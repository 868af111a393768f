import { DateTime } from 'luxon';
import { branchTime, type RentProgRecords } from '../../../src/playground/company/index.js';
import type { Change } from '../../../src/playground/rentprog/index.js';
import type { Random } from '../random.js';

type Booking = RentProgRecords['bookings'][number];

/** Ids that the playground's own records do not have. */
const FIRST_ID = 900_001;
/** Hours from now to the handover. None lies near the time of a notice, which would come up while things settle. */
const STARTS_IN_HOURS = [1.5, 1.5, 5, 27, 80];

/** What happens in RentProg while the campaign runs: its records change, and a webhook tells of each change. */
export interface Happenings {
  next(): Change;
}

export function createHappenings(options: {
  records: RentProgRecords;
  random: Random;
  /** How many there are to be by now. */
  bookings: () => number;
  /** RentProg's ids of those who hand over. */
  responsible: readonly number[];
}): Happenings {
  const { records, random, bookings } = options;
  const made: Booking[] = [];
  let changes = 0;

  function create(): Change {
    const car = random.of(records.cars);
    const [model] = records.bookings;
    if (model === undefined) throw new Error('the playground has bookings');
    const start = DateTime.now().plus({ hours: random.of(STARTS_IN_HOURS) });
    const booking: Booking = {
      ...model,
      ...{ id: FIRST_ID + made.length, number: String(FIRST_ID + made.length), company_id: car.company_id },
      ...{ car_id: car.id, client_id: random.of(records.clients).id, in_rent: false },
      ...{
        start_date: branchTime(start),
        end_date: branchTime(start.plus({ days: 3 })),
        description: note(),
      },
      ...{ responsible: 'Дежурный', responsible_id: random.of(options.responsible) },
    };
    made.push(booking);
    records.bookings.push(booking);
    const { id, start_date, end_date, car_id, client_id, description, state, total, responsible_id } =
      booking;
    const payload = {
      id,
      start_date,
      end_date,
      car_id,
      client_id,
      description,
      state,
      total,
      responsible_id,
    };
    return { companyId: car.company_id, event: 'booking_create', payload };
  }

  /** Distinct in every webhook, so that none is taken for a repetition of another. */
  function note(): string {
    return `№${(changes += 1)} <i>«заметка»</i> & ещё`;
  }

  function change(): Change {
    const booking = random.of(made);
    const before = { ...booking };
    booking.description = note();
    if (random.chance(0.3)) booking.total = random.between(100, 900);
    if (random.chance(0.2)) booking.state = random.of(['Новая', 'Подтверждена', 'Активная']);
    if (random.chance(0.1)) booking.location_start = `Аэропорт, стойка ${random.between(1, 99)}`;
    if (random.chance(0.03)) booking.in_rent = true;
    const keys = ['description', 'total', 'state', 'location_start', 'in_rent'] as const;
    const pairs = keys
      .filter((key) => before[key] !== booking[key])
      .map((key) => [key, [before[key], booking[key]]] as const);
    return {
      companyId: booking.company_id,
      event: 'booking_update',
      payload: { id: booking.id, ...Object.fromEntries(pairs) },
    };
  }

  function changeCar(): Change {
    const car = random.of(records.cars);
    const before = car.mileage;
    car.mileage = before + (changes += 1);
    return {
      companyId: car.company_id,
      event: 'car_update',
      payload: { id: car.id, mileage: [before, car.mileage] },
    };
  }

  function changeClient(): Change {
    const client = random.of(records.clients);
    return {
      companyId: client.company_id,
      event: 'client_update',
      payload: { id: client.id, name: [client.name, `Клиент <${(changes += 1)}> O’Hara`] },
    };
  }

  /** A car that goes to another branch and back says two things at once. */
  function moveCar(): Change {
    const car = random.of(records.cars);
    const other = random.of(records.companies.filter(({ id }) => id !== car.company_id));
    return {
      companyId: car.company_id,
      event: 'car_update',
      payload: {
        id: car.id,
        company_id: [car.company_id, other.id],
        branch_name: `${other.name} ${(changes += 1)}`,
      },
    };
  }

  /** What nobody understands. */
  function mumble(): Change {
    return {
      companyId: random.of(records.companies).id,
      event: 'order_create',
      payload: { id: (changes += 1) },
    };
  }

  const happenings = { change, changeCar, changeClient, moveCar, mumble };
  return {
    next() {
      if (made.length < Math.max(1, bookings())) return create();
      return happenings[
        random.weighted({ change: 80, changeCar: 8, changeClient: 6, moveCar: 2, mumble: 1 })
      ]();
    },
  };
}
