import type { z } from 'zod';
import { systemClock, type Clock } from '../../kernel/clock.js';
import { IntegrationError } from '../../kernel/errors.js';
import { badAnswer, readRecords, recordsOf } from './answer.js';
import { createGate, type GateOptions } from './gate.js';
import { getJson, type Fetch, type RequestDeps } from './request.js';
import { RentProgBooking, RentProgCar } from './schema.js';
import { createRequestTokens } from './token.js';

export interface RentProgClientOptions {
  /** Such as `https://rentprog.net/api/v1/public`. */
  baseUrl: string;
  /** The key of one branch. */
  companyToken: string;
  timeoutMs: number;
  /** What stands before the token in `Authorization`; sources disagree whether anything does. */
  authPrefix?: 'Bearer' | '';
  requestsPerMinute?: number;
  outage?: GateOptions['outage'];
  fetch?: Fetch;
  clock?: Clock;
}

export interface RentProgClient {
  booking(id: number): Promise<RentProgBooking>;
  car(id: number): Promise<RentProgCar>;
  activeBookings(): Promise<RentProgBooking[]>;
  allCarsFull(): Promise<RentProgCar[]>;
}

const pageSize = 100;
const maxPages = 50;

/**
 * RentProg's public API for one branch. Requests are spaced and are not repeated (a job does that), except once
 * with a new token after a 401.
 *
 * Every method throws an `IntegrationError`: `rentprog.timeout`, `.unreachable`, `.rate_limited` (worth a retry),
 * `.unauthorised`, `.not_found`, `.bad_answer` (not, unless a page that is no JSON answered).
 */
export function createRentProgClient(options: RentProgClientOptions): RentProgClient {
  const deps: RequestDeps = {
    baseUrl: options.baseUrl,
    timeoutMs: options.timeoutMs,
    fetch: options.fetch ?? globalThis.fetch,
    clock: options.clock ?? systemClock,
  };
  const prefix = options.authPrefix ?? 'Bearer';
  const tokens = createRequestTokens(deps, options.companyToken);
  const gate = createGate({
    requestsPerMinute: options.requestsPerMinute ?? 60,
    outage: options.outage ?? { failures: 5, pauseMs: 30_000 },
  });

  async function getWithToken(path: string, query: Record<string, string>, token: string): Promise<unknown> {
    return getJson(deps, {
      path,
      query,
      headers: { authorization: prefix === '' ? token : `${prefix} ${token}` },
      secrets: [token, options.companyToken],
    });
  }

  function get(path: string, query: Record<string, string> = {}): Promise<unknown> {
    return gate(async () => {
      const token = await tokens.current();
      try {
        return await getWithToken(path, query, token);
      } catch (error) {
        if (!(error instanceof IntegrationError) || error.details.status !== 401) throw error;
        tokens.drop(token);
        return getWithToken(path, query, await tokens.current());
      }
    });
  }

  /** The record with this id, or null when this route does not know it. */
  async function one<T extends { id: number }>(
    schema: z.ZodType<T>,
    id: number,
    path: string,
    query?: Record<string, string>,
  ): Promise<T | null> {
    let records: unknown[];
    try {
      records = recordsOf(await get(path, query));
    } catch (error) {
      if (error instanceof IntegrationError && error.code === 'rentprog.not_found') return null;
      throw error;
    }
    if (records.length === 0) return null;
    const asked = readRecords(path, schema, records).find((record) => record.id === id);
    // Another record is no proof that this one does not exist.
    if (asked === undefined) throw badAnswer(path, `the answer has no record ${String(id)}`);
    return asked;
  }

  /**
   * All records of a list. Whether a list comes in pages, and of what size, is not known for sure: it is at its end
   * when a page brings nothing new.
   */
  async function all<T extends { id: number }>(path: string, schema: z.ZodType<T>): Promise<T[]> {
    const found = new Map<number, T>();
    for (let page = 1; page <= maxPages; page += 1) {
      const answer = await get(path, { page: String(page), per_page: String(pageSize) });
      const before = found.size;
      for (const record of readRecords(path, schema, recordsOf(answer))) found.set(record.id, record);
      if (found.size === before) return [...found.values()];
    }
    throw badAnswer(path, `no end after ${String(maxPages)} pages`);
  }

  return {
    async booking(id) {
      const booking =
        (await one(RentProgBooking, id, '/booking', { id: String(id) })) ??
        (await one(RentProgBooking, id, `/bookings/${String(id)}`));
      return booking ?? notFound('booking', id);
    },
    async car(id) {
      const car =
        (await one(RentProgCar, id, '/car_data', { id: String(id) })) ??
        (await all('/all_cars_full', RentProgCar)).find((listed) => listed.id === id);
      return car ?? notFound('car', id);
    },
    activeBookings: () => all('/active_bookings', RentProgBooking),
    allCarsFull: () => all('/all_cars_full', RentProgCar),
  };
}

function notFound(kind: 'booking' | 'car', id: number): never {
  throw new IntegrationError('rentprog.not_found', {
    retryable: false,
    message: `RentProg knows no ${kind} ${String(id)}`,
    details: { kind, id },
  });
}
