import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IntegrationError } from '../../kernel/errors.js';
import { createRentProgClient, type RentProgClient, type RentProgClientOptions } from './client.js';

const companyToken = 'company key/with+odd&signs';

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}
type Route = (request: IncomingMessage, query: URLSearchParams) => Answer | 'silence';

interface RentProg {
  baseUrl: string;
  /** Path and query of each request, in order; the token route without its query. */
  asked: string[];
  authorizations: (string | undefined)[];
  arrivals: number[];
  tokensGiven: number;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A RentProg on loopback that knows tokens `t1`, `t2`... and refuses all but the newest. */
async function startRentProg(routes: Record<string, Route>): Promise<RentProg> {
  const seen: RentProg = { baseUrl: '', asked: [], authorizations: [], arrivals: [], tokensGiven: 0 };
  const standard: Record<string, Route> = {
    '/get_token': (_request, query) => {
      if (query.get('company_token') !== companyToken) return { status: 401 };
      seen.tokensGiven += 1;
      return { body: { token: `t${String(seen.tokensGiven)}`, exp: '2001-01-01T00:00:00.000+00:00' } };
    },
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://rentprog');
    const path = url.pathname.replace('/api', '');
    seen.asked.push(path === '/get_token' ? path : path + url.search);
    if (path !== '/get_token') {
      seen.authorizations.push(request.headers.authorization);
      seen.arrivals.push(performance.now());
    }
    const route = { ...standard, ...routes }[path] ?? ((): Answer => ({ status: 404 }));
    const answer = route(request, url.searchParams);
    if (answer === 'silence') return;
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? null);
    response.writeHead(answer.status ?? 200, answer.headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  seen.baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/`;
  return seen;
}

function clientOf(
  rentprog: { baseUrl: string },
  options: Partial<RentProgClientOptions> = {},
): RentProgClient {
  return createRentProgClient({
    baseUrl: rentprog.baseUrl,
    companyToken,
    timeoutMs: 20_000,
    requestsPerMinute: 60_000,
    ...options,
  });
}

async function errorOf(call: Promise<unknown>): Promise<IntegrationError> {
  const error = await call.then(
    () => new Error('it was answered'),
    (reason: unknown) => reason,
  );
  if (error instanceof IntegrationError) return error;
  throw error;
}

/** Everything of an error that may land in a log. */
function told(error: Error): string {
  const cause = error.cause instanceof Error ? told(error.cause) : '';
  return [error.message, error.stack, JSON.stringify(error), cause].join('\n');
}

const bookings: Route = (_request, query) => ({
  body: query.get('page') === '1' ? [{ id: 1 }, { id: 2 }] : [],
});

describe('the request token', () => {
  it('is fetched once for any number of requests at once, and sent with its prefix', async () => {
    const rentprog = await startRentProg({
      '/booking': (_r, query) => ({ body: { id: Number(query.get('id')) } }),
    });
    const client = clientOf(rentprog);
    const found = await Promise.all([client.booking(1), client.booking(2), client.booking(3)]);
    expect(found.map((booking) => booking.id)).toEqual([1, 2, 3]);
    expect(rentprog.tokensGiven).toBe(1);
    expect(rentprog.authorizations).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t1']);
  });

  it('goes bare when the prefix is empty', async () => {
    const rentprog = await startRentProg({ '/booking': () => ({ body: { id: 1 } }) });
    await clientOf(rentprog, { authPrefix: '' }).booking(1);
    expect(rentprog.authorizations).toEqual(['t1']);
  });

  it('is used until shortly before its four minutes end, whatever the clock of the other side says', async () => {
    const rentprog = await startRentProg({ '/booking': () => ({ body: { id: 1 } }) });
    let now = Date.parse('2025-11-22T08:00:00Z');
    const client = clientOf(rentprog, { clock: { now: () => new Date(now) } });
    await client.booking(1);
    now += 229_000;
    await client.booking(1);
    expect(rentprog.tokensGiven).toBe(1);
    now += 2000;
    await client.booking(1);
    expect(rentprog.tokensGiven).toBe(2);
  });

  it('that is refused is replaced once, also when many requests carried it', async () => {
    const rentprog = await startRentProg({
      '/booking': (request, query) =>
        request.headers.authorization === 'Bearer t1'
          ? { status: 401 }
          : { body: { id: Number(query.get('id')) } },
    });
    const client = clientOf(rentprog);
    const found = await Promise.all([1, 2, 3].map((id) => client.booking(id)));
    expect(found.map((booking) => booking.id)).toEqual([1, 2, 3]);
    expect(rentprog.tokensGiven).toBe(2);
  });

  it('that is refused again is no longer tried', async () => {
    const rentprog = await startRentProg({ '/booking': () => ({ status: 401 }) });
    const error = await errorOf(clientOf(rentprog).booking(1));
    expect(error).toMatchObject({ code: 'rentprog.unauthorised', retryable: false });
    expect(rentprog.asked).toEqual(['/get_token', '/booking?id=1', '/get_token', '/booking?id=1']);
  });

  it("a wrong company's key is told, and not the key", async () => {
    const rentprog = await startRentProg({});
    const error = await errorOf(clientOf(rentprog, { companyToken: 'wrong-key' }).booking(1));
    expect(error).toMatchObject({ code: 'rentprog.unauthorised', retryable: false });
    expect(told(error)).not.toContain('wrong-key');
    expect(rentprog.asked).toEqual(['/get_token']);
  });

  it('that has no route does not read as a booking that is not there', async () => {
    const rentprog = await startRentProg({ '/get_token': () => ({ status: 404 }) });
    expect((await errorOf(clientOf(rentprog).booking(1))).code).toBe('rentprog.bad_answer');
  });

  it('after a failed fetch is asked for again', async () => {
    let down = true;
    const rentprog = await startRentProg({
      '/get_token': () => (down ? { status: 503 } : { body: { token: 'later' } }),
      '/booking': () => ({ body: { id: 1 } }),
    });
    const client = clientOf(rentprog);
    expect((await errorOf(client.booking(1))).code).toBe('rentprog.unreachable');
    down = false;
    await expect(client.booking(1)).resolves.toMatchObject({ id: 1 });
  });
});

describe('one record', () => {
  it.each([
    ['bare', { id: 5, state: 'x' }],
    ['in a list', [{ id: 4 }, { id: 5, state: 'x' }]],
    ['in data', { data: { id: 5, state: 'x' } }],
    ['in a list in data', { data: [{ id: '5', state: 'x' }] }],
    ['in attributes', { data: { id: '5', type: 'booking', attributes: { state: 'x' } } }],
  ])('is read %s', async (_shape, body) => {
    const rentprog = await startRentProg({ '/booking': () => ({ body }) });
    await expect(clientOf(rentprog).booking(5)).resolves.toMatchObject({ id: 5, state: 'x' });
  });

  it('of a booking is looked for on the second route when the first does not know it', async () => {
    const rentprog = await startRentProg({ '/bookings/5': () => ({ body: { id: 5, number: 505 } }) });
    await expect(clientOf(rentprog).booking(5)).resolves.toMatchObject({ number: '505' });
    expect(rentprog.asked).toEqual(['/get_token', '/booking?id=5', '/bookings/5']);
  });

  it('of a car is looked for in the list of all when its route does not know it', async () => {
    const rentprog = await startRentProg({
      '/all_cars_full': () => ({ body: { data: [{ id: 6 }, { id: 7, number: 'AA123BB' }] } }),
    });
    await expect(clientOf(rentprog).car(7)).resolves.toMatchObject({ number: 'AA123BB' });
  });

  it.each(['404', 'null'])('that no route knows (%s) is not found', async (kind) => {
    const nothing = (): Answer => (kind === '404' ? { status: 404 } : { body: { data: null } });
    const rentprog = await startRentProg({
      '/booking': nothing,
      '/bookings/5': nothing,
      '/car_data': nothing,
      '/all_cars_full': () => ({ body: [] }),
    });
    const client = clientOf(rentprog);
    for (const call of [client.booking(5), client.car(5)])
      expect(await errorOf(call)).toMatchObject({ code: 'rentprog.not_found', retryable: false });
  });

  it('that is another than the one asked for is not taken', async () => {
    const rentprog = await startRentProg({ '/booking': () => ({ body: { id: 6 } }) });
    expect((await errorOf(clientOf(rentprog).booking(5))).code).toBe('rentprog.bad_answer');
  });
});

describe('a list', () => {
  it('that comes in pages is read to its end', async () => {
    const rentprog = await startRentProg({
      '/active_bookings': (_r, query) => {
        const start = (Number(query.get('page')) - 1) * 20;
        return {
          body: {
            data: Array.from({ length: Math.max(0, Math.min(20, 45 - start)) }, (_, at) => ({
              id: start + at + 1,
            })),
          },
        };
      },
    });
    expect(await clientOf(rentprog).activeBookings()).toHaveLength(45);
  });

  it('that ignores pages is read once', async () => {
    const cars = Array.from({ length: 120 }, (_, at) => ({ id: at + 1 }));
    const rentprog = await startRentProg({ '/all_cars_full': () => ({ body: cars }) });
    expect(await clientOf(rentprog).allCarsFull()).toHaveLength(120);
    expect(rentprog.arrivals).toHaveLength(2);
  });

  it('without end is an error, not a part of the list', async () => {
    let next = 0;
    const rentprog = await startRentProg({ '/active_bookings': () => ({ body: [{ id: (next += 1) }] }) });
    expect((await errorOf(clientOf(rentprog).activeBookings())).code).toBe('rentprog.bad_answer');
  });

  it('with a record of another shape is an error that names the field and not its content', async () => {
    const rentprog = await startRentProg({
      '/active_bookings': () => ({ body: [{ id: 1 }, { id: 2, start_date: { secret: 'Anna' } }] }),
    });
    const error = await errorOf(clientOf(rentprog).activeBookings());
    expect(error).toMatchObject({ code: 'rentprog.bad_answer', retryable: false });
    expect(error.message).toContain('record 1');
    expect(error.message).toContain('start_date');
    expect(told(error)).not.toContain('Anna');
  });
});

describe('a fault', () => {
  it.each([
    [{ status: 429, headers: { 'retry-after': '7' } }, 'rentprog.rate_limited', true, 7000],
    [
      { status: 429, headers: { 'retry-after': 'Sat, 22 Nov 2025 08:00:30 GMT' } },
      'rentprog.rate_limited',
      true,
      30_000,
    ],
    [{ status: 429, headers: { 'retry-after': '999999999999' } }, 'rentprog.rate_limited', true, 3_600_000],
    [{ status: 429 }, 'rentprog.rate_limited', true, undefined],
    [{ status: 500 }, 'rentprog.unreachable', true, undefined],
    [{ status: 403 }, 'rentprog.unauthorised', false, undefined],
    [{ status: 422 }, 'rentprog.bad_answer', false, undefined],
    [
      { status: 302, headers: { location: 'http://127.0.0.1:1/elsewhere' } },
      'rentprog.bad_answer',
      false,
      undefined,
    ],
    [{ status: 200, body: '<html>maintenance</html>' }, 'rentprog.bad_answer', true, undefined],
    [{ status: 200, body: { error: 'no' } }, 'rentprog.bad_answer', false, undefined],
  ])(
    'of RentProg has its name and says whether to try again: %j',
    async (answer, code, retryable, retryAfterMs) => {
      const rentprog = await startRentProg({ '/active_bookings': () => answer });
      const clock = { now: () => new Date('2025-11-22T08:00:00Z') };
      const error = await errorOf(clientOf(rentprog, { clock }).activeBookings());
      expect({ code: error.code, retryable: error.retryable, retryAfterMs: error.retryAfterMs }).toEqual({
        code,
        retryable,
        retryAfterMs,
      });
      expect(rentprog.arrivals).toHaveLength(1);
    },
  );

  it('no answer in time is a timeout', async () => {
    const rentprog = await startRentProg({ '/active_bookings': () => 'silence' });
    const error = await errorOf(clientOf(rentprog, { timeoutMs: 100 }).activeBookings());
    expect(error).toMatchObject({ code: 'rentprog.timeout', retryable: true });
  });

  it('nobody there is told with the reason', async () => {
    const error = await errorOf(clientOf({ baseUrl: 'http://127.0.0.1:1/api' }).activeBookings());
    expect(error).toMatchObject({ code: 'rentprog.unreachable', retryable: true });
    expect(told(error)).toContain('/get_token');
  });

  it('of the way there tells no secret, in whatever form the fault repeats the address', async () => {
    const leaky = (input: unknown): Promise<Response> =>
      Promise.reject(
        new TypeError('fetch failed', {
          cause: new Error(`cannot reach ${String(input)} with ${companyToken}`),
        }),
      );
    const error = await errorOf(clientOf({ baseUrl: 'http://rentprog.test' }, { fetch: leaky }).booking(1));
    const text = told(error);
    expect(text).toContain('[redacted]');
    for (const form of [companyToken, encodeURIComponent(companyToken), 'company+key', 'signs'])
      expect(text).not.toContain(form);
  });
});

describe('the pace', () => {
  it('is even, not a burst and a pause', async () => {
    const rentprog = await startRentProg({
      '/booking': (_r, query) => ({ body: { id: Number(query.get('id')) } }),
    });
    // When they leave: the first may take longer on its way than the others.
    const departures: number[] = [];
    const noting: typeof fetch = (input, init) => {
      if (!new Request(input).url.includes('/get_token')) departures.push(performance.now());
      return fetch(input, init);
    };
    const client = clientOf(rentprog, { requestsPerMinute: 300, fetch: noting });
    await Promise.all([client.booking(1), client.booking(2), client.booking(3)]);
    const [first = 0, , third = 0] = departures;
    expect(third - first).toBeGreaterThan(200);
  });
});

describe('an outage', () => {
  it('is answered at once without asking, until RentProg is back', async () => {
    let down = true;
    const rentprog = await startRentProg({
      '/active_bookings': (request, query) => (down ? { status: 502 } : bookings(request, query)),
    });
    const client = clientOf(rentprog, { outage: { failures: 3, pauseMs: 2_000 } });
    for (let failure = 0; failure < 3; failure += 1) await errorOf(client.activeBookings());
    expect(rentprog.arrivals).toHaveLength(3);

    const error = await errorOf(client.activeBookings());
    expect(error).toMatchObject({ code: 'rentprog.unreachable', retryable: true });
    expect(error.message).toContain('not asked');
    expect(rentprog.arrivals).toHaveLength(3);

    down = false;
    await vi.waitFor(
      async () => {
        expect(await client.activeBookings()).toHaveLength(2);
      },
      { timeout: 10_000 },
    );
  });

  it('is not seen in answers that are no fault of the way: not found, too many, refused', async () => {
    const rentprog = await startRentProg({ '/active_bookings': () => ({ status: 429 }) });
    const client = clientOf(rentprog, { outage: { failures: 2, pauseMs: 60_000 } });
    for (let call = 0; call < 4; call += 1)
      expect((await errorOf(client.activeBookings())).code).toBe('rentprog.rate_limited');
    expect(rentprog.arrivals).toHaveLength(4);
  });

  it('frees those who waited for their turn', async () => {
    const rentprog = await startRentProg({ '/booking': () => ({ status: 503 }) });
    const client = clientOf(rentprog, { requestsPerMinute: 120, outage: { failures: 2, pauseMs: 60_000 } });
    const errors = await Promise.all([1, 2, 3, 4, 5, 6].map((id) => errorOf(client.booking(id))));
    expect(errors.map((error) => error.code)).toEqual(errors.map(() => 'rentprog.unreachable'));
    expect(rentprog.arrivals.length).toBeLessThan(6);
  });
});
