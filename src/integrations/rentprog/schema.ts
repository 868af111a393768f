import { z } from 'zod';

/**
 * What RentProg sends, read with tolerance: nothing but the id has to be there, what is unknown is kept. Numbers
 * come as strings in some fields and companies.
 */
const id = z.union([
  z.int().positive(),
  z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
]);
const text = z.union([z.string(), z.number().transform(String)]).nullish();
const flag = z.boolean().nullish();
const numeric = z
  .union([
    z.number(),
    z.literal('').transform(() => null),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish();
const reference = z
  .union([id, z.literal(0).transform(() => null), z.literal('').transform(() => null)])
  .nullish();

export const RentProgWebhook = z.looseObject({
  /** `<entity>_<operation>`, such as `booking_update`. */
  event: z.string().min(1),
  /** An object, or a string that holds JSON or Ruby's `Hash#inspect`. */
  payload: z.unknown(),
});
export type RentProgWebhook = z.infer<typeof RentProgWebhook>;

export const RentProgBooking = z.looseObject({
  id,
  number: text,
  /** A name that the company itself chose: never to be compared with a fixed one. */
  state: text,
  active: flag,
  in_rent: flag,
  archive: flag,
  /** `DD-MM-YYYY H:mm` in the branch's local time, see `rentProgTimeToIso`. */
  start_date: text,
  end_date: text,
  location_start: text,
  location_end: text,
  days: numeric,
  price: numeric,
  rental_cost: numeric,
  total: numeric,
  deposit: numeric,
  car_id: reference,
  client_id: reference,
  responsible: text,
  responsible_id: reference,
  description: text,
});
export type RentProgBooking = z.infer<typeof RentProgBooking>;

export const RentProgCar = z.looseObject({
  id,
  car_name: text,
  code: text,
  /** The plate, as somebody typed it. */
  number: text,
  vin: text,
  year: numeric,
  /** 1 to 6 as far as is known; the meaning is the company's own. */
  state: z.union([z.number(), z.string()]).nullish(),
  mileage: numeric,
  clean_state: flag,
  active: flag,
  store_place: text,
  deposit: numeric,
  company_id: reference,
});
export type RentProgCar = z.infer<typeof RentProgCar>;

export const RentProgToken = z.looseObject({
  /** Goes into a header: visible ASCII only. */
  token: z.string().regex(/^[\x21-\x7e]+$/),
  exp: z.string().nullish(),
});
export type RentProgToken = z.infer<typeof RentProgToken>;
