import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rentprogRecords } from '../company/index.js';
import { startRentProg } from './index.js';
import type { RentProgServer } from './index.js';

const START = new Date('2025-11-03T13:30:00Z');

let now: Date;
let rentprog: RentProgServer;

beforeEach(async () => {
  now = START;
  rentprog = await startRentProg({ records: rentprogRecords(START), now: () => now });
});

afterEach(() => rentprog.close());

async function token(branch = 'tbilisi'): Promise<string> {
  const answer = await fetch(`${rentprog.url}/get_token?company_token=playground-company-${branch}`);
  return ((await answer.json()) as { token: string }).token;
}

async function get(path: string, branch?: string): Promise<{ status: number; body: unknown }> {
  const authorization = `Bearer ${await token(branch)}`;
  const answer = await fetch(rentprog.url + path, { headers: { authorization } });
  return { status: answer.status, body: await answer.json() };
}

async function ids(path: string, branch?: string): Promise<number[]> {
  const { body } = await get(path, branch);
  return (body as { id: number }[]).map((record) => record.id);
}

describe("RentProg's request tokens", () => {
  it('live for 240 seconds and say when they end', async () => {
    const answer = await fetch(`${rentprog.url}/get_token?company_token=playground-company-tbilisi`);
    const { token: live, exp } = (await answer.json()) as { token: string; exp: string };
    expect(exp).toBe('2025-11-03T13:34:00.000+00:00');

    const status = async () =>
      (await fetch(`${rentprog.url}/all_cars`, { headers: { authorization: live } })).status;
    now = new Date(START.getTime() + 239_999);
    expect(await status()).toBe(200);
    now = new Date(START.getTime() + 240_000);
    expect(await status()).toBe(401);
  });

  it('are not given for a company token that nobody has', async () => {
    expect((await fetch(`${rentprog.url}/get_token?company_token=wrong`)).status).toBe(401);
  });

  it('are asked for by every reading route', async () => {
    for (const path of ['/all_cars', '/active_bookings', '/booking?id=506539', '/clients']) {
      expect((await fetch(rentprog.url + path)).status, path).toBe(401);
    }
  });

  it('show only the records of their own branch', async () => {
    expect(await ids('/all_cars_full', 'service-center')).toEqual([72001, 72016]);
    expect((await get('/car_data?id=65311', 'batumi')).status).toBe(404);
  });
});

describe("RentProg's lists", () => {
  it('come a page at a time as bare arrays', async () => {
    const everything = await ids('/all_cars');
    expect(await ids('/all_cars?page=2&per_page=2')).toEqual(everything.slice(2, 4));
    expect(await ids('/all_cars?page=9&per_page=2')).toEqual([]);
  });

  it('tell open bookings from closed ones', async () => {
    expect(await ids('/active_bookings')).toEqual([486033, 505165, 506289, 506539]);
    expect(await ids('/unactive_bookings')).toEqual([470049]);
    expect(await ids('/all_bookings')).toHaveLength(5);
  });

  it('leave taken and inactive cars out of the free ones', async () => {
    const range = 'start_date=03-11-2025%2018:00&end_date=04-11-2025%209:00';
    expect(await ids(`/free_cars?${range}`)).toEqual([39736, 69168]);
    expect((await get('/free_cars?start_date=tomorrow&end_date=later')).status).toBe(422);
  });

  it('are searched by what a person remembers, from three letters on', async () => {
    expect(await ids('/search_cars?query=qa311')).toEqual([65311]);
    expect(await ids('/search_clients?query=%D0%9E%D0%BB%D0%B5%D0%B3')).toEqual([381001]);
    expect(await ids('/search_bookings?query=RAV4')).toEqual([506539]);
    expect(await ids('/search_cars?query=ra')).toEqual([]);
  });
});

describe("RentProg's records", () => {
  it('are found under every form of the address', async () => {
    for (const path of ['/booking?id=506539', '/booking/506539', '/bookings/506539']) {
      const { body } = await get(path);
      expect(body, path).toMatchObject({
        id: 506539,
        car_id: 65311,
        client_id: 381001,
        responsible_id: 10001,
      });
    }
    expect((await get('/booking?id=1')).status).toBe(404);
    expect((await get('/no_such_thing')).status).toBe(404);
  });

  it('have dates in the local time of Tbilisi without a leading zero of the hour', async () => {
    const { body } = await get('/booking?id=506539');
    expect(body).toMatchObject({ start_date: '03-11-2025 19:00', end_date: '07-11-2025 19:00' });
  });

  it('show a car with its bookings', async () => {
    const { body } = await get('/car_data_with_bookings?car_id=65311');
    expect(body).toMatchObject({ number: 'QA311RV', mileage: 101191, bookings: [{ id: 506539 }] });
  });

  it('change when somebody edits a booking in the cabinet', async () => {
    rentprog.setBooking({ id: 506539, in_rent: true, state: 'Активная' });
    expect((await get('/booking?id=506539')).body).toMatchObject({ in_rent: true });
    expect(rentprog.setBooking({ id: 1 })).toBeUndefined();
  });
});

describe("RentProg's bad days", () => {
  it('cut connections while it is down and pass', async () => {
    rentprog.faults.set({ down: true });
    await expect(fetch(`${rentprog.url}/all_cars`)).rejects.toThrow();
    rentprog.faults.clear();
    expect((await get('/all_cars')).status).toBe(200);
  });

  it('leave a request without an answer while it hangs', async () => {
    rentprog.faults.set({ hang: true });
    const signal = AbortSignal.timeout(150);
    await expect(fetch(`${rentprog.url}/all_cars`, { signal })).rejects.toThrow(/timeout/);
  });

  it('spoil as many answers as asked and say when to come back', async () => {
    const authorization = await token();
    rentprog.faults.set({ status: 429, times: 2, retryAfterSeconds: 7 });
    const answers: [number, string | null][] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await fetch(`${rentprog.url}/all_cars`, { headers: { authorization } });
      answers.push([answer.status, answer.headers.get('retry-after')]);
    }
    expect(answers).toEqual([
      [429, '7'],
      [429, '7'],
      [200, null],
    ]);
  });

  it('slow every answer down', async () => {
    const authorization = await token();
    rentprog.faults.set({ delayMs: 60 });
    const before = performance.now();
    await fetch(`${rentprog.url}/all_cars`, { headers: { authorization } });
    expect(performance.now() - before).toBeGreaterThanOrEqual(55);
  });
});
