import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOTSTRAP, startRestServer, type RestServer } from '../support/rest.js';

let rest: RestServer;

beforeAll(async () => {
  rest = await startRestServer();
});

afterAll(() => rest.close());

const errorForm = {
  error: expect.any(String) as string,
  message: expect.any(String) as string,
  details: expect.any(Object) as object,
  requestId: expect.any(String) as string,
};

async function newAgent(body: object): Promise<{ id: string; token: string }> {
  const made = await rest.ask<{ id: string; token: string }>('POST /v1/agents', { body });
  expect(made.status).toBe(201);
  return made.body;
}

describe('a token', () => {
  it.each([
    ['none', null],
    ['one that nobody has', 'bl_nobody'],
    ['a part of a right one', BOOTSTRAP.slice(0, -1)],
  ])('that is %s is refused with 401 and a challenge', async (_what, token) => {
    const { status, body, headers } = await rest.ask('GET /v1/agents', { token });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect(body).toEqual({ ...errorForm, error: 'unauthorised' });
  });

  it('is 256 random bits, shown once and stored as a hash', async () => {
    const { id, token } = await newAgent({ name: 'hashed', scopes: ['runs:read'] });
    expect(token).toMatch(/^bl_[\w-]{43}$/);
    const shown = await rest.ask(`GET /v1/agents/${id}`);
    expect(shown.body).toMatchObject({ name: 'hashed', has_token: true });
    expect(JSON.stringify(shown.body)).not.toContain(token);
    const rows = await rest.database.rows('select * from api_agents, audit_log');
    expect(
      JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain(token);
  });

  it('that has expired, was revoked or replaced is refused from then on', async () => {
    const { id, token } = await newAgent({ name: 'changing', scopes: ['admin'], expires_in_days: 1 });
    const knock = async (with_: string) => (await rest.ask('GET /v1/tools', { token: with_ })).status;
    expect(await knock(token)).toBe(200);

    const next = await rest.ask<{ token: string }>(`POST /v1/agents/${id}/token`, {
      body: { expires_in_days: 2 },
    });
    expect(next.status).toBe(201);
    expect(await knock(token)).toBe(401);
    expect(await knock(next.body.token)).toBe(200);

    await rest.database.rows(`update api_agents set token_expires_at = now() where id = $1`, [id]);
    const expired = await rest.ask('GET /v1/tools', { token: next.body.token });
    expect(expired.status).toBe(401);
    expect(expired.body).toMatchObject({ message: expect.stringContaining('expired') as string });

    const third = await rest.ask<{ token: string }>(`POST /v1/agents/${id}/token`);
    expect(await knock(third.body.token)).toBe(200);
    expect((await rest.ask(`DELETE /v1/agents/${id}/token`)).status).toBe(200);
    expect(await knock(third.body.token)).toBe(401);
  });

  it('of an agent that was removed is refused; the name can be given again', async () => {
    const { id, token } = await newAgent({ name: 'leaving', scopes: ['admin'] });
    expect((await rest.ask(`DELETE /v1/agents/${id}`)).status).toBe(200);
    expect((await rest.ask('GET /v1/tools', { token })).status).toBe(401);
    expect((await rest.ask(`GET /v1/agents/${id}`)).status).toBe(404);
    expect((await rest.ask(`DELETE /v1/agents/${id}`)).status).toBe(404);
    await newAgent({ name: 'leaving', scopes: [] });
  });

  it('of the environment is none when there is none', async () => {
    const closed = await startRestServer({ bootstrapToken: undefined });
    expect((await closed.ask('GET /v1/tools')).status).toBe(401);
    expect((await closed.ask('GET /v1/tools', { token: 'undefined' })).status).toBe(401);
    await closed.close();
  });

  it('lets in by its scopes only; the one that is missing is named', async () => {
    const token = await rest.tokenWith('tasks:read');
    const { status, body } = await rest.ask('GET /v1/agents', { token });
    expect(status).toBe(403);
    expect(body).toEqual({
      ...errorForm,
      error: 'forbidden',
      message: 'this needs the scope admin',
      details: { missing_scope: 'admin', any_of: ['admin'] },
    });
    expect((await rest.ask('GET /v1/jobs', { token })).status).toBe(403);
    expect((await rest.ask('GET /v1/tools', { token })).status).toBe(200);
  });

  it('leaves the time at which it was seen, at most once a minute', async () => {
    const { id, token } = await newAgent({ name: 'seen', scopes: [] });
    const seen = async () => (await rest.ask(`GET /v1/agents/${id}`)).body['last_seen_at'];
    expect(await seen()).toBeNull();
    await rest.ask('GET /v1/tools', { token });
    const first = await seen();
    expect(first).toEqual(expect.any(String));
    await rest.ask('GET /v1/tools', { token });
    expect(await seen()).toBe(first);
  });
});

describe('a limit of requests', () => {
  it('holds for one token and says when to come again', async () => {
    const { token } = await newAgent({ name: 'busy', scopes: [], requests_per_minute: 3 });
    const other = await rest.tokenWith();
    for (let n = 0; n < 3; n++) expect((await rest.ask('GET /v1/tools', { token })).status).toBe(200);
    const { status, headers, body } = await rest.ask('GET /v1/tools', { token });
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body).toEqual({ ...errorForm, error: 'too_many_requests' });
    expect((await rest.ask('GET /v1/tools', { token: other })).status).toBe(200);
  });
});

describe('a request that is not understood', () => {
  it.each([
    ['an unknown address', 'GET /v1/nothing', {}, 404, 'not_found'],
    ['an unknown address without a token', 'GET /v1/nothing', { token: null }, 404, 'not_found'],
    ['an unknown agent', 'GET /v1/agents/550e8400-e29b-41d4-a716-446655440000', {}, 404, 'agent.not_found'],
    ['an id that is none', 'GET /v1/agents/7', {}, 400, 'bad_request'],
    ['a query that is none', 'GET /v1/agents?limit=many', {}, 400, 'bad_request'],
    ['a body that is no JSON', 'POST /v1/agents', { raw: '{"name":' }, 400, 'bad_request'],
    ['no body', 'POST /v1/agents', {}, 400, 'bad_request'],
    ['an empty body', 'POST /v1/agents', { raw: '' }, 400, 'bad_request'],
    ['a poisoned body', 'POST /v1/agents', { raw: '{"__proto__":{"x":1},"name":"a"}' }, 400, 'bad_request'],
    ['a NUL', 'POST /v1/agents', { raw: '{"name":"a\\u0000b","scopes":[]}' }, 400, 'bad_request'],
    ['half a character', 'POST /v1/agents', { raw: '{"name":"\\ud83d","scopes":[]}' }, 400, 'bad_request'],
    ['a NUL in the address', 'GET /v1/agents?name_filter=%00', {}, 400, 'bad_request'],
    ['a broken address', 'GET /v1/agents/%E0%A4%A', {}, 400, 'bad_request'],
    [
      'a form',
      'POST /v1/agents',
      { raw: 'a=b', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported_media_type',
    ],
    ['too large a body', 'POST /v1/agents', { body: { name: 'x'.repeat(1024 * 1024) } }, 413, 'too_large'],
  ])('%s is answered in the form of errors', async (_what, what, request, status, error) => {
    const reply = await rest.ask(what, request);
    expect([reply.status, reply.body]).toEqual([status, { ...errorForm, error }]);
  });

  it('with a method that the address does not take is 405 and says which it takes', async () => {
    const { status, headers, body } = await rest.ask('PUT /v1/agents', { body: {} });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect(body).toEqual({ ...errorForm, error: 'method_not_allowed' });
  });

  it('tells every fault with its place', async () => {
    const { body } = await rest.ask('POST /v1/agents', {
      body: { scopes: ['admin', 'root'], requests_per_minute: 0, nmae: 'x' },
    });
    const { faults } = body['details'] as { faults: { path: string }[] };
    expect(faults.map(({ path }) => path).sort()).toEqual(['', 'name', 'requests_per_minute', 'scopes[1]']);
  });
});

describe('agents', () => {
  it('are changed by what is given; what was done is on record', async () => {
    const { id } = await newAgent({
      name: 'first name',
      scopes: ['tasks:read'],
      webhook_url: 'https://a.example/x',
    });
    const changed = await rest.ask(`PUT /v1/agents/${id}`, {
      body: { name: 'second name', webhook_url: null },
    });
    expect(changed.body).toMatchObject({ name: 'second name', scopes: ['tasks:read'], webhook_url: null });
    expect((await rest.ask(`PUT /v1/agents/${id}`, { body: { name: 'hashed' } })).status).toBe(409);
    expect((await rest.ask('POST /v1/agents', { body: { name: 'second name', scopes: [] } })).status).toBe(
      409,
    );
    const log = await rest.database.rows(
      'select action, agent_id from audit_log where subject = $1 order by id',
      [`agent:${id}`],
    );
    expect(log).toEqual([
      { action: 'agent.created', agent_id: '00000000-0000-0000-0000-000000000001' },
      { action: 'agent.changed', agent_id: '00000000-0000-0000-0000-000000000001' },
    ]);
  });

  it('are listed in pages that stay right while others are added', async () => {
    for (const n of [1, 2, 3]) await newAgent({ name: `paged ${n}`, scopes: [] });
    type List = { items: { name: string }[]; total: number; has_more: boolean };
    const first = await rest.ask<List>('GET /v1/agents?name_filter=paged&limit=2');
    expect(first.body).toMatchObject({ total: 3, limit: 2, offset: 0, has_more: true });
    await newAgent({ name: 'paged 4', scopes: [] });
    const second = await rest.ask<List>('GET /v1/agents?name_filter=paged&limit=2&offset=2');
    expect(second.body).toMatchObject({ total: 4, has_more: false });
    const names = [...first.body.items, ...second.body.items].map(({ name }) => name);
    expect(names).toEqual(['paged 1', 'paged 2', 'paged 3', 'paged 4']);
  });
});
