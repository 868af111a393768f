import type { RentProgRecords } from '../company/index.js';
import { recordOf, untouchedByApi } from './change.js';
import type { Change } from './change.js';

const CAR = 65311;
const CLIENT = 381001;
const MOVING_CAR = 39736;

export function carUpdated({ cars }: RentProgRecords): Change {
  const car = recordOf(cars, CAR);
  const before = { ...car };
  car.clean_state = !before.clean_state;
  car.mileage += 844;
  return {
    companyId: car.company_id,
    event: 'car_update',
    payload: {
      clean_state: [before.clean_state, car.clean_state],
      mileage: [before.mileage, car.mileage],
      id: car.id,
      ...untouchedByApi,
    },
  };
}

/** To the service center and, the next time, home again. */
export function carMoved({ cars, companies }: RentProgRecords): Change {
  const car = recordOf(cars, MOVING_CAR);
  const from = car.company_id;
  const there = companies.find((company) => company.branch === 'service-center');
  const home = companies.find((company) => company.branch === 'tbilisi');
  const destination = from === there?.id ? home : there;
  car.company_id = destination?.id ?? from;
  return {
    companyId: from,
    event: 'car_update',
    payload: {
      company_id: [from, car.company_id],
      id: car.id,
      ...untouchedByApi,
      branch_name: destination?.name ?? null,
    },
  };
}

export function clientUpdated({ clients }: RentProgRecords): Change {
  const client = recordOf(clients, CLIENT);
  const before = { ...client };
  client.phone = `+99555500${String((Number(before.phone.slice(-4)) + 1) % 10_000).padStart(4, '0')}`;
  client.category = before.category === 'Лояльный' ? 'Постоянный' : 'Лояльный';
  return {
    companyId: client.company_id,
    event: 'client_update',
    payload: {
      id: client.id,
      phone: [before.phone, client.phone],
      category: [before.category, client.category],
      company_id: client.company_id,
    },
  };
}
