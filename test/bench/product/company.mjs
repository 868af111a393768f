import { productModule } from './build.mjs';

const { builtInCompany } = await productModule('playground/company/index.js');

/** The playground's company: four branches, each with a group. */
export const company = builtInCompany(new Date()).file;
export const branches = Object.keys(company.branches);

/** Where RentProg sends a branch's webhooks. */
export function webhookPath(branch) {
  return `/webhooks/rentprog/${branch}?t=${company.branches[branch].rentprog.webhookSecret}`;
}

const FIRST_BOOKING = 7_000_000;
const FIRST_CLIENT = 8_000_000;
let made = 0;

/** A booking that nobody has seen before, far enough ahead to cause its card and no reminder. */
export function newBooking() {
  const id = FIRST_BOOKING + (made += 1);
  const body = JSON.stringify({
    event: 'booking_create',
    payload: {
      id,
      number: String(id),
      active: true,
      in_rent: false,
      state: 'Новая',
      start_date: dateInDays(30),
      end_date: dateInDays(34),
      days: 4,
      total: 487,
      deposit: 200,
      location_start: 'Офис',
      location_end: 'Аэропорт',
      client_id: FIRST_CLIENT + made,
      description: 'a booking of the benchmark',
      created_from_api: true,
    },
  });
  return { id, body };
}

/** A change that passes through a route and an agent and is of no consequence: this client has no booking. */
export function clientChange() {
  made += 1;
  return JSON.stringify({
    event: 'client_update',
    payload: { id: FIRST_CLIENT + made, name: [`Client ${made}`, `Client ${made} of the benchmark`] },
  });
}

/** As RentProg writes it. */
function dateInDays(days) {
  const date = new Date(Date.now() + days * 86_400_000).toISOString();
  return `${date.slice(8, 10)}-${date.slice(5, 7)}-${date.slice(0, 4)} 10:00`;
}
