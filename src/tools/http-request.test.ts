import { describe, expect, it } from 'vitest';
import {
  startOutsideServer,
  toldBy,
  type OutsideServer,
  type SeenRequest,
  type ServerReply,
} from '../../test/support/outside-server.js';
import { failureOf, runTool } from '../../test/support/tool.js';
import type { AnyTool } from '../engine/pipelines/index.js';
import { httpRequestTool } from './http-request.js';

interface Partner {
  server: OutsideServer;
  /** `http://partner.test:<port>`; the name leads to the server on loopback, which is allowed here. */
  url: string;
  tool: AnyTool;
  /** Names that were looked up, in order. */
  resolved: string[];
}

async function partner(reply: (request: SeenRequest, count: number) => ServerReply): Promise<Partner> {
  const server = await startOutsideServer(reply);
  const resolved: string[] = [];
  const tool = httpRequestTool({
    httpAllowHosts: [`partner.test:${server.port}`, `*.partner.test:${server.port}`],
    network: {
      resolve: async (host) => {
        resolved.push(host);
        return [{ address: '127.0.0.1', family: 4 }];
      },
      mayConnect: (address) => address === '127.0.0.1',
    },
  });
  return { server, resolved, tool, url: `http://partner.test:${server.port}` };
}

/** As in the product: names are resolved by the system, and only the open internet may be asked. */
function strict(...httpAllowHosts: string[]): AnyTool {
  return httpRequestTool({ httpAllowHosts });
}

describe('a request', () => {
  it('goes out as asked, and its answer is read', async () => {
    const { server, url, tool } = await partner(() => ({
      status: 201,
      headers: { 'set-cookie': 'session=secret', etag: '"7"' },
      body: { id: 7, text: 'a\u0000b' },
    }));
    const result = await runTool(tool, {
      url: `${url}/orders?key=secret`,
      method: 'POST',
      headers: { 'X-Api-Key': 'k' },
      body: { car: 'AA123BB' },
    });
    expect(result.output).toMatchObject({
      status: 201,
      body: { id: 7, text: 'a\ufffdb' },
      headers: { etag: '"7"', 'content-type': 'application/json' },
      url: `${url}/orders`,
    });
    expect(JSON.stringify(result.output)).not.toContain('secret');
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/orders?key=secret',
        headers: {
          host: `partner.test:${server.port}`,
          'x-api-key': 'k',
          'content-type': 'application/json',
          'idempotency-key': 'run-1:greet',
        },
        body: { car: 'AA123BB' },
      },
    ]);
  });

  it('that asks only carries no idempotency key, and its answer may be text', async () => {
    const { server, url, tool } = await partner(() => ({
      headers: { 'content-type': 'text/plain' },
      body: '{"not": "read"}',
    }));
    const { output } = await runTool(tool, { url });
    expect(output).toMatchObject({ body: '{"not": "read"}' });
    expect(server.seen[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  it.each([
    [{ status: 404 }, 'http.not_found', false, undefined],
    [{ status: 422 }, 'http.refused', false, undefined],
    [{ status: 429, headers: { 'retry-after': '5' } }, 'http.rate_limited', true, 5000],
    [{ status: 503 }, 'http.unreachable', true, undefined],
    ['hangUp' as const, 'http.unreachable', true, undefined],
  ])('that is answered %j fails the step', async (reply, code, retryable, retryAfterMs) => {
    const { url, tool } = await partner(() => reply);
    expect(await failureOf(runTool(tool, { url }))).toMatchObject({ code, retryable, retryAfterMs });
  });

  it('takes an error for a result when it is told to', async () => {
    const { url, tool } = await partner(() => ({ status: 404, body: { error: 'none' } }));
    const { output } = await runTool(tool, { url, accept_errors: true });
    expect(output).toMatchObject({ status: 404, body: { error: 'none' } });
  });

  it('ends when the time of the step is over', async () => {
    const over = new AbortController();
    const { url, tool } = await partner(() => {
      over.abort();
      return 'silence';
    });
    const error = await failureOf(runTool(tool, { url }, { signal: over.signal }));
    expect(error).toMatchObject({ code: 'http.aborted', retryable: true });
  });

  it('with too large an answer is cut off', async () => {
    const { url, tool } = await partner(() => ({ body: Buffer.alloc(2 * 1024 * 1024 + 1, 'a') }));
    expect(await failureOf(runTool(tool, { url }))).toMatchObject({
      code: 'http.too_large',
      retryable: false,
    });
  });

  it.each([
    [{ method: 'POST', body: 'a'.repeat(1024 * 1024 + 1) }, 'larger'],
    [{ method: 'GET', body: 'a' }, 'no body'],
    [{ headers: { Host: 'other' } }, 'host'],
    [{ headers: { 'Transfer-Encoding': 'chunked' } }, 'transfer-encoding'],
  ])('that cannot be right is not made: %#', async (input, named) => {
    const { server, url, tool } = await partner(() => ({}));
    const error = await failureOf(runTool(tool, { url, ...input }));
    expect(error).toMatchObject({ code: 'http.bad_input', retryable: false });
    expect(error.message).toContain(named);
    expect(server.seen).toEqual([]);
  });
});

describe('a redirect', () => {
  it('is followed, as a GET without a body, to hosts on the list', async () => {
    const { server, resolved, url, tool } = await partner((request) =>
      request.path === '/old'
        ? { status: 302, headers: { location: url.replace('partner', 'eu.partner') + '/new' } }
        : { body: { moved: true } },
    );
    const { output } = await runTool(tool, {
      url: `${url}/old`,
      method: 'POST',
      headers: { authorization: 'Bearer k', 'x-api-key': 'k', accept: 'application/json' },
      body: { a: 1 },
    });
    expect(output).toMatchObject({ body: { moved: true } });
    expect(resolved).toEqual(['partner.test', 'eu.partner.test']);
    expect(server.seen[1]).toMatchObject({
      method: 'GET',
      path: '/new',
      body: '',
      headers: { accept: 'application/json' },
    });
    for (const secret of ['authorization', 'x-api-key', 'idempotency-key', 'content-type'])
      expect(server.seen[1]?.headers).not.toHaveProperty(secret);
  });

  it('with 307 keeps method and body, and what is secret on the same host', async () => {
    const { server, url, tool } = await partner((request) =>
      request.path === '/old' ? { status: 307, headers: { location: '/new' } } : {},
    );
    await runTool(tool, {
      url: `${url}/old`,
      method: 'POST',
      headers: { authorization: 'k' },
      body: { a: 1 },
    });
    expect(server.seen[1]).toMatchObject({
      method: 'POST',
      path: '/new',
      headers: { authorization: 'k' },
      body: { a: 1 },
    });
  });

  it('beyond the fifth is not followed', async () => {
    const { server, url, tool } = await partner((_request, count) => ({
      status: 302,
      headers: { location: `/${count}` },
    }));
    expect(await failureOf(runTool(tool, { url }))).toMatchObject({ code: 'http.too_many_redirects' });
    expect(server.seen).toHaveLength(6);
  });

  it.each([
    'http://other.test/',
    'http://127.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
  ])('to %s is not followed', async (location) => {
    const { server, url, tool } = await partner(() => ({ status: 302, headers: { location } }));
    expect(await failureOf(runTool(tool, { url }))).toMatchObject({
      code: 'http.forbidden',
      retryable: false,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('to a name on the list that leads inside is not followed', async () => {
    const server = await startOutsideServer(({ headers }) => ({
      status: 302,
      headers: { location: `http://inside.test:${String(headers.host?.split(':')[1])}/` },
    }));
    const tool = httpRequestTool({
      httpAllowHosts: [`partner.test:${server.port}`, `inside.test:${server.port}`],
      network: {
        resolve: async (host) => [{ address: host === 'inside.test' ? '10.0.0.1' : '127.0.0.1', family: 4 }],
        mayConnect: (address) => address === '127.0.0.1',
      },
    });
    const error = await failureOf(runTool(tool, { url: `http://partner.test:${server.port}/` }));
    expect(error.code).toBe('http.forbidden');
    expect(server.seen).toHaveLength(1);
  });
});

describe('where requests may go', () => {
  it('is nowhere when the list is empty', async () => {
    const error = await failureOf(runTool(strict(), { url: 'https://api.example.com/' }));
    expect(error).toMatchObject({ code: 'http.forbidden', retryable: false });
    expect(error.message).toContain('HTTP_ALLOW_HOSTS');
  });

  it.each([
    'https://example.com/',
    'https://api.example.com.evil.test/',
    'https://evilapi.example.com/',
    'https://api.example.com:8443/',
    'http://api.example.com:443/',
    'https://user:password@api.example.com/',
    'https://api.example.com@evil.test/',
    'https://api.example.com./',
  ])('is not %s when api.example.com is on it', async (url) => {
    expect((await failureOf(runTool(strict('api.example.com'), { url }))).code).toBe('http.forbidden');
  });

  it.each(['file:///etc/passwd', 'ftp://api.example.com/', 'gopher://api.example.com/', 'no address'])(
    'is no %s',
    (url) => {
      expect(strict('api.example.com').input.safeParse({ url }).success).toBe(false);
    },
  );

  it.each([
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
  ])('is never inside, also when %s is on the list', async (host) => {
    const server = await startOutsideServer(() => ({ body: { secret: true } }));
    const url = new URL(`http://${host}:${server.port}/`);
    const error = await failureOf(runTool(strict(`${url.hostname}:${server.port}`), { url: url.href }));
    expect(error).toMatchObject({ code: 'http.forbidden', retryable: false });
    expect(server.seen).toEqual([]);
  });

  it('is no name with one address outside and one inside', async () => {
    const tool = httpRequestTool({
      httpAllowHosts: ['partner.test'],
      network: {
        resolve: async () => [
          { address: '93.184.216.34', family: 4 },
          { address: '10.0.0.1', family: 4 },
        ],
      },
    });
    expect((await failureOf(runTool(tool, { url: 'http://partner.test/' }))).code).toBe('http.forbidden');
  });

  it('is the address that was looked at, although the name leads elsewhere a moment later', async () => {
    const { server, resolved, url, tool } = await partner(() => ({ body: {} }));
    // The system knows no partner.test: had the connection asked again, it would have failed.
    await runTool(tool, { url });
    expect(resolved).toEqual(['partner.test']);
    expect(server.seen).toHaveLength(1);
  });

  it('that nobody knows is told without what the address holds', async () => {
    const tool = httpRequestTool({
      httpAllowHosts: ['partner.test'],
      network: {
        resolve: () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })),
      },
    });
    const error = await failureOf(runTool(tool, { url: 'http://partner.test/path?key=secret' }));
    expect(error).toMatchObject({ code: 'http.unreachable', retryable: true, reached: 'no' });
    expect(toldBy(error)).not.toContain('secret');
  });
});
