import type { FastifyInstance, FastifyReply } from 'fastify';
import type { RentProgRecords } from '../company/index.js';
import { BranchRecords } from './branch-records.js';
import type { RequestTokens } from './request-tokens.js';

interface Query {
  company_token?: string;
  id?: string;
  car_id?: string;
  query?: string;
  start_date?: string;
  end_date?: string;
  page?: string;
  per_page?: string;
}

const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 100;

function positive(text: string | undefined, otherwise: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}

function onePage<T>(records: T[], query: Query): T[] {
  const size = Math.min(positive(query.per_page, DEFAULT_PAGE), LARGEST_PAGE);
  const from = (positive(query.page, 1) - 1) * size;
  return records.slice(from, from + size);
}

function found(reply: FastifyReply, record: object | undefined): object {
  if (record !== undefined) return record;
  reply.code(404);
  return { error: 'Not found' };
}

/** The reading half of RentProg's public API: bare arrays, a page at a time (integrations.md §1.1). */
export function registerPublicApi(
  app: FastifyInstance,
  { records, tokens }: { records: RentProgRecords; tokens: RequestTokens },
): void {
  app.get<{ Querystring: Query }>('/get_token', (request, reply) => {
    const key = request.query.company_token;
    const company = records.companies.find((candidate) => candidate.companyToken === key);
    if (company !== undefined) return tokens.issue(company.id);
    reply.code(401);
    return { error: 'Invalid company token' };
  });

  function read(
    path: string,
    answer: (branch: BranchRecords, query: Query, reply: FastifyReply) => object,
  ): void {
    app.get<{ Querystring: Query; Params: { id?: string } }>(path, (request, reply) => {
      const companyId = tokens.companyOf(request.headers.authorization);
      if (companyId === undefined) {
        reply.code(401);
        return { error: 'Unauthorized' };
      }
      const query =
        request.params.id === undefined ? request.query : { ...request.query, id: request.params.id };
      return answer(new BranchRecords(records, companyId), query, reply);
    });
  }

  for (const path of ['/all_cars', '/all_cars_full']) {
    read(path, (branch, query) => onePage(branch.cars(), query));
  }
  read('/car_data', (branch, query, reply) => found(reply, branch.car(Number(query.id))));
  read('/car_data_with_bookings', (branch, query, reply) => {
    const car = branch.car(Number(query.car_id));
    return found(reply, car && { ...car, bookings: branch.bookingsOfCar(car.id) });
  });
  read('/search_cars', (branch, query) => onePage(branch.searchCars(query.query ?? ''), query));
  read('/free_cars', (branch, query, reply) => {
    const cars = branch.freeCars(query.start_date ?? '', query.end_date ?? '');
    if (cars !== undefined) return onePage(cars, query);
    reply.code(422);
    return { error: 'start_date and end_date must be DD-MM-YYYY H:mm' };
  });

  for (const path of ['/all_clients', '/clients']) {
    read(path, (branch, query) => onePage(branch.clients(), query));
  }
  read('/search_clients', (branch, query) => onePage(branch.searchClients(query.query ?? ''), query));

  read('/active_bookings', (branch, query) => onePage(branch.bookings(true), query));
  read('/unactive_bookings', (branch, query) => onePage(branch.bookings(false), query));
  read('/all_bookings', (branch, query) => onePage(branch.bookings(), query));
  read('/search_bookings', (branch, query) => onePage(branch.searchBookings(query.query ?? ''), query));
  for (const path of ['/booking', '/booking/:id', '/bookings/:id']) {
    read(path, (branch, query, reply) => found(reply, branch.booking(Number(query.id))));
  }
}
