import { DateTime } from 'luxon';
import type { DurationLike } from 'luxon';
import { rentprogCompanies } from './branches.js';
import { branchTime } from './branch-time.js';
import type { RentProgBooking } from './types.js';

type Particulars = Pick<RentProgBooking, 'id' | 'company_id' | 'car_id' | 'client_id' | 'price'> &
  Partial<RentProgBooking> & { start: DateTime; days: number };

function booking({ start, ...particulars }: Particulars): RentProgBooking {
  const rentalCost = particulars.price * particulars.days;
  return {
    active: true,
    in_rent: false,
    archive: false,
    state: 'Новая',
    number: String(particulars.id),
    start_date: branchTime(start),
    end_date: branchTime(start.plus({ days: particulars.days })),
    additional_hours: 0,
    rental_cost: rentalCost,
    hours_cost: 0,
    delivery: 0,
    delivery_end: 0,
    location_start: 'Офис',
    location_end: 'Офис',
    equipment: 0,
    total: rentalCost + (particulars.delivery ?? 0),
    deposit: 200,
    responsible: null,
    responsible_id: null,
    description: '',
    created_from_api: false,
    updated_from_api: false,
    ...particulars,
  };
}

/**
 * Bookings around `now`: one to be handed over soon, one due back today, one overdue, two on one car at once, one on
 * a car that stands in another branch, one finished.
 */
export function bookings(now: Date): RentProgBooking[] {
  const here = DateTime.fromJSDate(now);
  const away = (duration: DurationLike): DateTime => here.plus(duration);
  return [
    booking({
      id: 506539,
      company_id: rentprogCompanies.tbilisi,
      car_id: 65311,
      client_id: 381001,
      start: away({ minutes: 90 }),
      days: 4,
      price: 122,
      location_start: 'Аэропорт Тбилиси',
      responsible: 'Георгий Ломидзе',
      responsible_id: 10001,
      created_from_api: true,
    }),
    booking({
      id: 506289,
      company_id: rentprogCompanies.tbilisi,
      car_id: 69168,
      client_id: 381296,
      start: away({ hours: 23, minutes: 40 }),
      days: 6,
      price: 115,
      description: '305 + 100',
    }),
    booking({
      id: 505165,
      company_id: rentprogCompanies.tbilisi,
      car_id: 45373,
      client_id: 352754,
      start: away({ days: -3, hours: 2 }),
      days: 3,
      price: 95,
      state: 'Активная',
      in_rent: true,
      responsible: 'Nino Kapanadze',
      responsible_id: 10002,
    }),
    booking({
      id: 486033,
      company_id: rentprogCompanies.tbilisi,
      car_id: 72001,
      client_id: 381164,
      start: away({ days: 2, hours: 5 }),
      days: 10,
      price: 110,
      delivery: 40,
      location_start: 'Гостиница «Rooms»',
      responsible: 'Георгий Ломидзе',
      responsible_id: 10001,
    }),
    booking({
      id: 505870,
      company_id: rentprogCompanies.batumi,
      car_id: 70214,
      client_id: 381422,
      start: away({ days: -5, hours: -2 }),
      days: 5,
      price: 105,
      state: 'Активная',
      in_rent: true,
      responsible: 'Александр Кравченко',
      responsible_id: 10003,
    }),
    booking({
      id: 506300,
      company_id: rentprogCompanies.batumi,
      car_id: 70377,
      client_id: 381410,
      start: away({ hours: 26 }),
      days: 2,
      price: 80,
      responsible: 'მარიამ შერვაშიძე',
      responsible_id: 10004,
    }),
    booking({
      id: 506401,
      company_id: rentprogCompanies.kutaisi,
      car_id: 71120,
      client_id: 381530,
      start: away({ hours: 2, minutes: 15 }),
      days: 3,
      price: 70,
      deposit: 0,
      location_start: 'Аэропорт Кутаиси',
      responsible: 'გიორგი წულაია',
      responsible_id: 10005,
    }),
    booking({
      id: 506402,
      company_id: rentprogCompanies.kutaisi,
      car_id: 71120,
      client_id: 381533,
      start: away({ days: 2 }),
      days: 4,
      price: 70,
      responsible: 'გიორგი წულაია',
      responsible_id: 10005,
    }),
    booking({
      id: 470049,
      company_id: rentprogCompanies.tbilisi,
      car_id: 45373,
      client_id: 352754,
      start: away({ days: -12 }),
      days: 3,
      price: 40,
      state: 'Завершена',
      active: false,
      location_end: 'Офис Батуми',
      responsible: 'Nino Kapanadze',
      responsible_id: 10002,
    }),
  ];
}
