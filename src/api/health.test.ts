import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '../ingress/http/index.js';
import { createLog } from '../platform/log/index.js';
import { healthRoutes } from './health.js';

let server: Awaited<ReturnType<typeof createHttpServer>>;
let faults: Record<string, string>;

beforeEach(async () => {
  faults = {};
  const part = (name: string) => ({
    name,
    check: () => (faults[name] === undefined ? Promise.resolve() : Promise.reject(new Error(faults[name]))),
  });
  server = await createHttpServer(createLog('silent'));
  await server.register(healthRoutes([part('database'), part('telegram')]));
});

afterEach(() => server.close());

async function ask(path: string): Promise<[number, unknown]> {
  const response = await server.inject({ url: path });
  return [response.statusCode, response.json()];
}

describe('health', () => {
  it('is 200 everywhere while every part works, and lists the parts', async () => {
    expect(await ask('/health/live')).toEqual([200, { ok: true }]);
    expect(await ask('/health/ready')).toEqual([200, { ok: true }]);
    expect(await ask('/health')).toEqual([200, { ok: true, parts: { database: 'ok', telegram: 'ok' } }]);
  });

  it('is 503 with the part that does not work and why, while the process still lives', async () => {
    faults['database'] = 'the server is starting up';
    expect(await ask('/health')).toEqual([
      503,
      { ok: false, parts: { database: 'the server is starting up', telegram: 'ok' } },
    ]);
    expect(await ask('/health/ready')).toEqual([503, { ok: false }]);
    expect(await ask('/health/live')).toEqual([200, { ok: true }]);
  });

  it('stays 200 without a part that nothing depends on, and says that it is missing', async () => {
    const mirror = {
      name: 'redis',
      optional: true as const,
      check: () => Promise.reject(new Error('is away')),
    };
    const app = await createHttpServer(createLog('silent'));
    await app.register(healthRoutes([mirror]));
    expect((await app.inject({ url: '/health/ready' })).statusCode).toBe(200);
    expect((await app.inject({ url: '/health' })).json()).toEqual({
      ok: true,
      parts: { redis: 'degraded: is away' },
    });
    await app.close();
  });

  it('is 200 again once the part works again', async () => {
    faults['telegram'] = 'gone';
    expect((await ask('/health/ready'))[0]).toBe(503);
    delete faults['telegram'];
    expect((await ask('/health/ready'))[0]).toBe(200);
  });
});
