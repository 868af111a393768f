import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  startOutsideServer,
  toldBy,
  type OutsideServer,
  type ServerReply,
} from '../../test/support/outside-server.js';
import { createJsonApi, type JsonApi, type JsonApiOptions } from './json-api.js';

const token = 'a-secret/token';
const clock = { now: () => new Date('2026-03-01T10:00:00Z') };
async function api(
  reply: (count: number) => ServerReply,
  options: Partial<JsonApiOptions> = {},
): Promise<{ server: OutsideServer; call: JsonApi }> {
  const server = await startOutsideServer((_request, count) => reply(count));
  return { server, call: apiAt(`${server.url}/api/`, options) };
}

function apiAt(baseUrl: string, options: Partial<JsonApiOptions> = {}): JsonApi {
  return createJsonApi({
    system: { code: 'shop', title: 'The shop' },
    headers: { authorization: `Bearer ${token}` },
    secrets: [token],
    timeoutMs: 20_000,
    ...{ baseUrl, clock },
    ...options,
  });
}

const order = { method: 'POST', path: '/orders', body: { car: 'AA123BB' }, answer: z.unknown() } as const;

describe('a call', () => {
  it('carries its method, path, query, headers and body, and reads the answer', async () => {
    const { server, call } = await api(() => ({ status: 201, body: { id: 7 } }));
    const answer = await call({
      ...order,
      query: { note: 'a b&c' },
      answer: z.object({ id: z.number() }),
    });
    expect(answer).toEqual({ id: 7 });
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/api/orders?note=a+b%26c',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: { car: 'AA123BB' },
      },
    ]);
  });

  it.each([
    [{ status: 401 }, 'shop.unauthorised', false, undefined],
    [{ status: 403 }, 'shop.unauthorised', false, undefined],
    [{ status: 404 }, 'shop.not_found', false, undefined],
    [{ status: 400 }, 'shop.refused', false, undefined],
    [{ status: 429, headers: { 'retry-after': '7' } }, 'shop.rate_limited', true, 7000],
    [
      { status: 429, headers: { 'retry-after': 'Sun, 01 Mar 2026 10:00:30 GMT' } },
      'shop.rate_limited',
      true,
      30_000,
    ],
    [{ status: 429, headers: { 'retry-after': '999999999' } }, 'shop.rate_limited', true, 3_600_000],
    [{ status: 500 }, 'shop.unreachable', true, undefined],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'shop.bad_answer', false, undefined],
    [{ status: 200, body: '<html>maintenance</html>' }, 'shop.bad_answer', true, undefined],
  ])('that is answered %j has its own error', async (answer, code, retryable, retryAfterMs) => {
    const { server, call } = await api(() => answer);
    await expect(call(order)).rejects.toMatchObject({ code, retryable, retryAfterMs, reached: undefined });
    expect(server.seen).toHaveLength(1);
  });

  it('whose answer has another shape says which field, and not what is in it', async () => {
    const { call } = await api(() => ({ body: { id: 'Anna' } }));
    const error = await call({ ...order, answer: z.object({ id: z.number() }) }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'shop.bad_answer', retryable: false });
    expect(toldBy(error)).toContain('another shape: id');
    expect(toldBy(error)).not.toContain('Anna');
  });

  it('that is refused tells what the system says of it, without the token', async () => {
    const { call } = await api(() => ({ status: 422, body: { why: `no car for ${token}` } }), {
      reasonOf: (body) => z.object({ why: z.string() }).parse(body).why,
    });
    const error = await call(order).catch((reason: unknown) => reason);
    expect(toldBy(error)).toContain('The shop POST /orders: status 422: no car for [redacted]');
    expect(toldBy(error)).not.toContain(token);
  });

  it('without an answer in time may have been carried out', async () => {
    const { call } = await api(() => 'silence', { timeoutMs: 80 });
    await expect(call(order)).rejects.toMatchObject({
      code: 'shop.timeout',
      retryable: true,
      reached: 'unknown',
    });
  });

  it('whose connection breaks may have been carried out', async () => {
    const { call } = await api(() => 'hangUp');
    await expect(call(order)).rejects.toMatchObject({ code: 'shop.unreachable', reached: 'unknown' });
  });

  it('to a place where nobody is was surely not carried out', async () => {
    const gone = await startOutsideServer(() => 'silence');
    await gone.close();
    const error = await apiAt(gone.url)(order).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'shop.unreachable', retryable: true, reached: 'no' });
    expect(toldBy(error)).toContain('ECONNREFUSED');
  });

  it('that the caller gives up ends at once', async () => {
    const given = new AbortController();
    const { call } = await api(() => {
      given.abort();
      return 'silence';
    });
    await expect(call({ ...order, signal: given.signal })).rejects.toMatchObject({ code: 'shop.aborted' });
  });
});

describe('a system that is down', () => {
  it('is left alone after some failures, and refusals do not count', async () => {
    const { server, call } = await api((count) => ({ status: count === 1 ? 400 : 503 }), {
      outage: { failures: 2, pauseMs: 60_000 },
    });
    for (let n = 0; n < 5; n++) await expect(call(order)).rejects.toThrow();
    expect(server.seen).toHaveLength(3);
    await expect(call(order)).rejects.toMatchObject({
      code: 'shop.unreachable',
      retryable: true,
      reached: 'no',
    });
  });
});

describe('a system with a rate', () => {
  it('is asked no faster', async () => {
    const { call } = await api(() => ({ body: {} }), { rate: { requests: 5, perMs: 1000 } });
    // When they leave: the first may take longer on its way than the others.
    const at: number[] = [];
    const send = globalThis.fetch;
    const leaving = vi.spyOn(globalThis, 'fetch').mockImplementation((...request) => {
      at.push(performance.now());
      return send(...request);
    });
    await Promise.all([call(order), call(order), call(order)]);
    leaving.mockRestore();
    expect((at[2] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(200);
  });
});
