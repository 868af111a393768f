import { DateTime } from 'luxon';
import type { DurationLike } from 'luxon';
import { branchTime, parseBranchTime } from '../company/index.js';
import type { RentProgRecords } from '../company/index.js';
import { RubyFloat } from './ruby-inspect.js';
import { recordOf, untouchedByApi } from './change.js';
import type { Change } from './change.js';

const BOOKING = 506539;
const RETURNING_BOOKING = 505165;
const EDITOR = 10011;

function later(date: string, duration: DurationLike): string {
  return branchTime(parseBranchTime(date).plus(duration));
}

export function bookingCreated({ bookings }: RentProgRecords, now: Date): Change {
  const booking = recordOf(bookings, BOOKING);
  const start = branchTime(DateTime.fromJSDate(now).plus({ minutes: 90 }));
  Object.assign(booking, {
    start_date: start,
    end_date: later(start, { days: booking.days }),
    state: 'Новая',
    active: true,
    in_rent: false,
  });
  const { id, created_from_api, active, state, start_date, end_date, days, deposit } = booking;
  return {
    companyId: booking.company_id,
    event: 'booking_create',
    payload: {
      ...{ id, created_from_api, active, state, start_date, end_date, days },
      price: new RubyFloat(booking.price),
      rental_cost: new RubyFloat(booking.rental_cost),
      total: new RubyFloat(booking.total),
      deposit,
      car_id: booking.car_id,
      client_id: booking.client_id,
    },
  };
}

export function bookingUpdated({ bookings }: RentProgRecords): Change {
  const booking = recordOf(bookings, BOOKING);
  const before = { ...booking };
  booking.start_date = later(before.start_date, { minutes: 30 });
  booking.end_date = later(before.end_date, { minutes: 30 });
  return {
    companyId: booking.company_id,
    event: 'booking_update',
    payload: {
      end_date: [before.end_date, booking.end_date],
      start_date: [before.start_date, booking.start_date],
      responsible: [null, booking.responsible],
      responsible_id: [null, booking.responsible_id],
      updated_from_api: [true, false],
      id: booking.id,
      user_id: EDITOR,
    },
  };
}

export function bookingDescribed({ bookings }: RentProgRecords, now: Date): Change {
  const booking = recordOf(bookings, BOOKING);
  const before = booking.description;
  const clock = DateTime.fromJSDate(now).setZone('Asia/Tbilisi').toFormat('HH:mm:ss');
  booking.description = `${clock}: рейс задержан, "TK 386" => встреча у выхода #{2}\nДетское кресло`;
  return {
    companyId: booking.company_id,
    event: 'booking_update',
    payload: {
      description: [before, booking.description],
      id: booking.id,
      created_from_api: true,
      updated_from_api: false,
      user_id: null,
    },
  };
}

export function bookingIssued({ bookings }: RentProgRecords): Change {
  const booking = Object.assign(recordOf(bookings, BOOKING), {
    state: 'Активная',
    active: true,
    in_rent: true,
  });
  return {
    companyId: booking.company_id,
    event: 'booking_update',
    payload: {
      state: ['Новая', booking.state],
      in_rent: [false, true],
      id: booking.id,
      ...untouchedByApi,
      user_id: booking.responsible_id,
    },
  };
}

export function bookingReturned({ bookings }: RentProgRecords): Change {
  const booking = Object.assign(recordOf(bookings, RETURNING_BOOKING), {
    state: 'Завершена',
    active: false,
    in_rent: false,
  });
  return {
    companyId: booking.company_id,
    event: 'booking_update',
    payload: {
      state: ['Активная', booking.state],
      active: [true, false],
      in_rent: [true, false],
      id: booking.id,
      ...untouchedByApi,
      user_id: booking.responsible_id,
    },
  };
}
