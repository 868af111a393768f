import type { CarBookings, CarFacts } from '../../../domain/search/index.js';
import type { Car } from '../../../platform/prisma/index.js';
import type { Reader } from './reader.js';

/** "AA123BB · Toyota Prius"; the number of a car that RentProg has not described yet. */
export function nameOfCar(car: Pick<Car, 'id' | 'plate' | 'model'>, { t }: Reader): string {
  const known = [car.plate, car.model].filter((part) => part !== null && part !== '').join(' · ');
  return known === '' ? t('topic-car', { id: String(car.id) }) : known;
}

/** Whether it is out, in the workshop or free, and until when. */
export function stateOfCar(
  { rented, next }: CarBookings,
  reader: Reader,
  inService: CarFacts['inService'] = null,
): string {
  const { t, moment } = reader;
  if (rented !== null)
    return rented.endAt === null ? t('car-rented') : t('car-rented-until', { until: moment(rented.endAt) });
  if (inService !== null) return t('car-in-service', { since: moment(inService.at) });
  const [soonest] = next;
  return soonest?.startAt === null || soonest?.startAt === undefined
    ? t('car-free')
    : t('car-free-until', { until: moment(soonest.startAt) });
}
