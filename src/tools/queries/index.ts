import { z } from 'zod';
import { loadStatement, type Statement } from '../../platform/sql/index.js';

/** A question to the company's database that has a name. Clients' phones are in none of the answers. */
export interface NamedQuery {
  name: string;
  description: string;
  statement: Statement;
  params: z.ZodObject;
  /** Values of the statement, in order. */
  values: (params: Record<string, unknown>, about: { timezone: string }) => (string | number | null)[];
  row: z.ZodObject;
}

const branch = z.string().optional().describe('Key of a branch; all branches when absent');
const hours = z.number().int().min(1).max(744).default(24).describe('How many hours ahead');
const day = z.iso.date().describe("A day in the company's time zone, such as 2026-03-29");

const text = z.string().nullable();
const moment = z.string().nullable().describe('ISO 8601');
const car = { car_id: z.number().nullable(), plate: text, model: text };
const booking = {
  id: z.number(),
  branch: z.string(),
  state: text.describe("RentProg's own word"),
  start_at: moment,
  end_at: moment,
  responsible: text,
  ...car,
  client: text,
};

function define<Params extends z.ZodObject>(query: {
  name: string;
  description: string;
  file: string;
  params: Params;
  values: (params: z.output<Params>, about: { timezone: string }) => (string | number | null)[];
  row: z.ZodObject;
}): NamedQuery {
  const { file, values, ...rest } = query;
  return {
    ...rest,
    statement: loadStatement(import.meta.url, `./${file}`),
    values: (params, about) => values(params as z.output<Params>, about),
  };
}

export const queries: readonly NamedQuery[] = [
  define({
    name: 'bookings.upcoming',
    description: 'Bookings whose car is to be given out soon, soonest first',
    file: 'bookings-upcoming.sql',
    params: z.strictObject({ branch, hours }),
    values: (params) => [params.branch ?? null, params.hours],
    row: z.object({ ...booking, location_start: text }),
  }),
  define({
    name: 'bookings.returning',
    description: 'Bookings whose car is to come back soon, those overdue first',
    file: 'bookings-returning.sql',
    params: z.strictObject({ branch, hours }),
    values: (params) => [params.branch ?? null, params.hours],
    row: z.object({ ...booking, location_end: text, overdue: z.boolean() }),
  }),
  define({
    name: 'cars.of_branch',
    description: 'Cars, and which booking has each out now',
    file: 'cars-of-branch.sql',
    params: z.strictObject({ branch }),
    values: (params) => [params.branch ?? null],
    row: z.object({
      ...{ id: z.number(), branch: z.string(), plate: text, model: text },
      mileage: z.number().nullable().describe('km'),
      fuel_eighths: z.number().nullable().describe('0 to 8'),
      clean: z.boolean().nullable(),
      booking_id: z.number().nullable().describe('The booking that has it out'),
      back_at: moment,
    }),
  }),
  define({
    name: 'handovers.of_day',
    description: 'Cars that were given out or taken back on a day',
    file: 'handovers-of-day.sql',
    params: z.strictObject({ branch, day }),
    values: (params, { timezone }) => [params.branch ?? null, params.day, timezone],
    row: z.object({
      kind: z.enum(['issue', 'return']),
      ...{ booking_id: z.number(), branch: z.string(), ...car, at: moment },
      mileage: z.number().nullable().describe('km'),
      fuel_eighths: z.number().nullable().describe('0 to 8'),
      damages: z.number().describe('How many marks were noted'),
      missing: z.array(z.string()).describe('Photos that are not there'),
      staff: text.describe('Who walked the checklist'),
    }),
  }),
  define({
    name: 'deposits.of_day',
    description: 'Deposits that were taken on a day, by currency and method',
    file: 'deposits-of-day.sql',
    params: z.strictObject({ branch, day }),
    values: (params, { timezone }) => [params.branch ?? null, params.day, timezone],
    row: z.object({
      ...{ branch: z.string(), currency: text, method: text, count: z.number() },
      amount_minor: z.number().describe('Minor units of the currency: tetri, cents'),
    }),
  }),
];
