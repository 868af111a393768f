import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInCompany } from './company/index.js';
import { registerPlaygroundRoutes } from './routes.js';

const NOW = new Date('2025-11-03T13:30:00Z');

interface Received {
  url: string;
  agent: string | undefined;
  body: string;
}

interface Exchange {
  request: { method: string; url: string; body: { event: string } };
  status: number;
  response: unknown;
}

let product: FastifyInstance;
let received: Received[];
let page: FastifyInstance;

beforeEach(async () => {
  received = [];
  product = fastify();
  product.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  product.post<{ Body: string }>('/webhooks/rentprog/:branch', (request) => {
    received.push({ url: request.url, agent: request.headers['user-agent'], body: request.body });
    return { ok: true, eventId: 'e1' };
  });
  await product.listen({ host: '127.0.0.1', port: 0 });
  const { port } = product.server.address() as AddressInfo;
  page = fastify();
  registerPlaygroundRoutes(page, {
    productUrl: () => `http://127.0.0.1:${String(port)}`,
    company: builtInCompany(NOW),
    now: () => NOW,
  });
});

afterEach(() => Promise.all([page.close(), product.close()]));

async function press(
  name: string,
  body?: Record<string, string>,
): Promise<{ code: number; exchange: Exchange }> {
  const answer = await page.inject({ method: 'POST', url: `/playground/events/${name}`, payload: body });
  return { code: answer.statusCode, exchange: answer.json<Exchange>() };
}

describe('the buttons of the page', () => {
  it('are listed with their forms', async () => {
    const offers = (await page.inject('/playground/events')).json<{ name: string; variants: string[] }[]>();
    expect(offers.map((offer) => offer.name)).toContain('booking_created');
    expect(offers.at(-1)).toMatchObject({ name: 'duplicate', variants: [] });
  });

  it('post to the branch of the product with its secret and show what was said', async () => {
    const { exchange } = await press('car_updated', { variant: 'ruby_string' });
    expect(received).toEqual([
      {
        url: '/webhooks/rentprog/tbilisi?t=playground-hook-tbilisi',
        agent: 'rentprog_webhook/1.0',
        body: JSON.stringify(exchange.request.body),
      },
    ]);
    expect(exchange).toMatchObject({
      request: { method: 'POST', body: { event: 'car_update' } },
      status: 200,
      response: { ok: true, eventId: 'e1' },
    });
  });

  it('can speak for another branch', async () => {
    await press('client_updated', { branch: 'batumi' });
    expect(received[0]?.url).toBe('/webhooks/rentprog/batumi?t=playground-hook-batumi');
    expect((await press('client_updated', { branch: 'sochi' })).code).toBe(400);
  });

  it('repeat the last request to the letter', async () => {
    await press('booking_described');
    await press('duplicate');
    expect(received[1]).toEqual(received[0]);
  });

  it('have something to repeat even when nothing was sent before', async () => {
    await press('duplicate');
    expect(received).toHaveLength(2);
    expect(received[1]).toEqual(received[0]);
  });

  it('do not exist under another name or in another form', async () => {
    expect((await press('no_such_event')).code).toBe(404);
    expect((await press('broken', { variant: 'object' })).code).toBe(404);
    expect(received).toEqual([]);
  });

  it('say so when the product does not answer', async () => {
    await product.close();
    expect((await press('car_updated')).exchange).toMatchObject({
      status: 502,
      response: { error: 'playground.product_unreachable' },
    });
  });
});
