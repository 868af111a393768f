import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { BOOTSTRAP, startRestServer, type RestServer } from '../support/rest.js';

let rest: RestServer;
/** Of an agent that may read. */
let token: string;

beforeAll(async () => {
  rest = await startRestServer();
  token = await rest.tokenWith('runs:read');
});

beforeEach(async () => {
  await rest.database.rows('truncate events, event_keys, jobs, event_consumers, audit_log');
  await rest.ask('PUT /v1/stream/groups/mail', { token, body: { from: 'beginning' } });
});

afterAll(() => rest.close());

interface HandedOut {
  items: { id: string; position: number; type: string }[];
  lease: string | null;
  leased_until: string | null;
  handed_out_to: number | null;
}

async function publish(topic: string): Promise<string> {
  const { body } = await rest.ask('POST /v1/events', { body: { topic, payload: { n: 1 } } });
  return String(body['event_id']);
}

/** Other tests on this server may hold transactions open, and those hide what was stored after them. */
async function published(...topics: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const topic of topics) ids.push(await publish(topic));
  await eventually(async () => {
    const { body } = await rest.ask<{ items: { id: string }[] }>('GET /v1/events');
    return body.items.some(({ id }) => id === ids.at(-1));
  }, 'the events can be read');
  return ids;
}

function on(what: string, body: object = {}, who: string | null = token) {
  return rest.ask(`POST /v1/stream/groups/${what}`, { token: who, body });
}

async function read(facts: object = {}): Promise<HandedOut> {
  const { status, body } = await on('mail/read', { wait_seconds: 20, ...facts });
  expect([status, body['message']]).toEqual([200, undefined]);
  return body as unknown as HandedOut;
}

async function show(who = token) {
  return (await rest.ask('GET /v1/stream/groups/mail', { token: who })).body;
}

function audited(): Promise<{ action: string; subject: string }[]> {
  return rest.database.rows('select action, subject from audit_log order by at, id');
}

describe('a consumer group', () => {
  it('reads the stream on from where it acknowledged, without a gap or a repetition', async () => {
    const ids = await published('a', 'b', 'c');
    const first = await read({ count: 2 });
    expect(first).toMatchObject({
      items: [
        { id: ids[0], type: 'custom.a', source: 'agents', branch: null, payload: { n: 1 } },
        { id: ids[1], type: 'custom.b' },
      ],
      ...{ lease: expect.any(String) as unknown, leased_until: expect.any(String) as unknown },
      handed_out_to: first.items[1]?.position,
    });
    expect(await show()).toMatchObject({
      ...{ position: 0, events_behind: 3, leased_until: first.leased_until },
    });
    const { status, body } = await on('mail/ack', { lease: first.lease });
    expect([status, body]).toEqual([200, { position: first.handed_out_to, leased_until: null }]);
    const second = await read();
    expect(second.items.map(({ id }) => id)).toEqual([ids[2]]);
    await on('mail/ack', { lease: second.lease });
    expect((await on('mail/read')).body).toEqual({
      ...{ items: [], lease: null, leased_until: null, handed_out_to: null },
    });
    expect(await show()).toMatchObject({
      ...{ position: second.handed_out_to, events_behind: 0, leased_until: null },
    });
  });

  it('is made once: the same again changes nothing, other types replace', async () => {
    const make = (body?: object) =>
      rest.ask('PUT /v1/stream/groups/cars', { token, ...(body !== undefined && { body }) });
    const types = ['car.moved', 'custom.fuel.low'];
    const made = await make({ types });
    expect([made.status, made.body]).toMatchObject([
      200,
      {
        name: 'cars',
        agent_id: expect.any(String) as unknown,
        types,
        events_behind: 0,
        failures: 0,
        faults: 0,
      },
    ]);
    const again = await make({ from: 'beginning', types: [...types].reverse() });
    expect([again.status, again.body]).toMatchObject([200, { types, position: made.body['position'] }]);
    expect([(await make()).body['types'], (await make()).status]).toEqual([null, 200]);
    expect(await audited()).toEqual([
      { action: 'stream_group.made', subject: 'stream_group:mail' },
      { action: 'stream_group.made', subject: 'stream_group:cars' },
      { action: 'stream_group.changed', subject: 'stream_group:cars' },
    ]);
  });

  it('that is new begins where it is told to', async () => {
    const [, , third] = await published('a', 'b', 'c');
    const { items } = await read();
    const make = (name: string, from?: unknown) =>
      rest.ask(`PUT /v1/stream/groups/${name}`, { token, body: { from } });
    expect((await make('all', 'beginning')).body).toMatchObject({ position: 0, events_behind: 3 });
    expect((await make('rest', items[1]?.position)).body).toMatchObject({ events_behind: 1 });
    expect((await make('new')).body).toMatchObject({ events_behind: 0 });
    const { body } = await on('rest/read', { wait_seconds: 20 });
    expect(body).toMatchObject({ items: [{ id: third }] });
  });

  it('gets only events of its types', async () => {
    await rest.ask('PUT /v1/stream/groups/mail', { token, body: { types: ['custom.b'] } });
    const [, second] = await published('a', 'b', 'a');
    expect((await read()).items.map(({ id }) => id)).toEqual([second]);
  });

  it('is forgotten with its position', async () => {
    const forget = () => rest.ask('DELETE /v1/stream/groups/mail', { token });
    expect((await forget()).status).toBe(200);
    const again = await forget();
    expect([again.status, again.body['error']]).toEqual([404, 'stream_group.not_found']);
    for (const [what, body] of [
      ['read', {}],
      ['ack', { lease: 'x' }],
      ['release', { lease: 'x' }],
      ['seek', { to: 'now' }],
    ] as const)
      expect([what, (await on(`mail/${what}`, body)).status]).toEqual([what, 404]);
    expect((await audited()).at(-1)).toMatchObject({ action: 'stream_group.forgotten' });
  });

  it('goes back and ahead, and who held a lease has lost it', async () => {
    const [first] = await published('a', 'b');
    const { lease, items } = await read();
    const seek = async (to: unknown) => {
      const { status, body } = await on('mail/seek', { to });
      return [status, body['events_behind']];
    };
    expect(await seek('now')).toEqual([200, 0]);
    const late = await on('mail/ack', { lease });
    expect([late.status, late.body['error']]).toEqual([409, 'stream.lease_lost']);
    expect(await seek({ position: items[0]?.position })).toEqual([200, 1]);
    expect(await seek({ timestamp: '2020-01-01T00:00:00Z' })).toEqual([200, 2]);
    expect(await seek('beginning')).toEqual([200, 2]);
    expect((await read()).items[0]?.id).toBe(first);
    for (const to of ['then', { position: -1 }, { position: 2 ** 53 - 1 }, { timestamp: 'yesterday' }, {}])
      expect([to, ...(await seek(to))]).toEqual([to, 400, undefined]);
  });
});

describe('a lease', () => {
  it('keeps other readers of the group away until it is given back', async () => {
    await published('a');
    const { lease, items } = await read({ lease_seconds: 30 });
    const refused = await on('mail/read');
    expect([refused.status, refused.body['error']]).toEqual([409, 'stream.group_leased']);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(30);
    expect((await on('mail/release', { lease })).body).toMatchObject({ details: { released: true } });
    expect((await on('mail/release', { lease })).body).toMatchObject({ details: { released: false } });
    expect((await read()).items).toEqual(items);
  });

  it('is of one reader, however many ask at once', async () => {
    await published('a', 'b');
    const answers = await Promise.all(Array.from({ length: 8 }, () => on('mail/read', { wait_seconds: 20 })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
  });

  it('that ran out hands the same out again, and acknowledges nothing then', async () => {
    await published('a', 'b');
    const old = await read();
    await rest.database.rows(`update event_consumers set lease_until = now() - interval '1 second'`);
    const next = await read();
    expect(next.items).toEqual(old.items);
    expect((await on('mail/ack', { lease: old.lease })).status).toBe(409);
    expect(await show()).toMatchObject({ position: 0 });
    expect((await on('mail/ack', { lease: next.lease })).status).toBe(200);
  });

  it('can be acknowledged in parts and twice, but not beyond what was handed out', async () => {
    await published('a', 'b', 'c');
    const { lease, items } = await read({ count: 2 });
    const [first, second] = items.map(({ position }) => position) as [number, number];
    const ack = async (position?: number) => {
      const { status, body } = await on('mail/ack', { lease, ...(position !== undefined && { position }) });
      return [status, body['position'], typeof body['leased_until']];
    };
    for (let time = 0; time < 2; time++) expect(await ack(first)).toEqual([200, first, 'string']);
    expect(await ack(second + 1)).toEqual([400, undefined, 'undefined']);
    for (let time = 0; time < 2; time++) expect(await ack()).toEqual([200, second, 'object']);
  });

  it('is the same for the same Idempotency-Key, until it is acknowledged', async () => {
    await published('a', 'b');
    const ask = (key: string) =>
      rest.ask('POST /v1/stream/groups/mail/read', {
        ...{ token, body: { count: 1 }, headers: { 'idempotency-key': key } },
      });
    const first = await ask('k1');
    expect(first.body).toMatchObject({ items: [{ type: 'custom.a' }] });
    expect((await ask('k1')).body).toEqual(first.body);
    expect((await ask('k2')).status).toBe(409);
    await on('mail/ack', { lease: first.body['lease'] });
    const late = await ask('k1');
    expect([late.status, late.body['error']]).toEqual([422, 'idempotency.key_reused']);
    expect((await ask('k2')).body).toMatchObject({ items: [{ type: 'custom.b' }] });
  });

  it('and acknowledgements leave nothing in the audit', async () => {
    await published('a');
    const before = await audited();
    const { lease } = await read();
    await on('mail/ack', { lease });
    await on('mail/release', { lease });
    expect(await audited()).toEqual(before);
    expect(before).toContainEqual({ action: 'stream_group.made', subject: 'stream_group:mail' });
  });
});

describe('a long poll', () => {
  it('is answered when an event is published', async () => {
    const waiting = on('mail/read', { wait_seconds: 20 });
    const id = await publish('a');
    expect((await waiting).body).toMatchObject({ items: [{ id }] });
  });

  it('ends when the client goes away, and leases it nothing', async () => {
    await rest.database.rows('update api_agents set last_seen_at = null');
    const isBeingAnswered = async () =>
      (await rest.database.rows('select 1 from api_agents where last_seen_at is not null')).length > 0;
    const client = new AbortController();
    const waiting = fetch(`${rest.url}/v1/stream/groups/mail/read`, {
      ...{ method: 'POST', signal: client.signal, body: '{"wait_seconds":20}' },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    await eventually(isBeingAnswered, 'the request has arrived');
    client.abort();
    await expect(waiting).rejects.toThrow();
    await published('a');
    expect((await read()).items).toHaveLength(1);
  });

  it('does not keep the program from stopping', async () => {
    const other = await startRestServer();
    await other.ask('PUT /v1/stream/groups/mail', {});
    const waiting = other
      .ask('POST /v1/stream/groups/mail/read', { body: { wait_seconds: 20 } })
      .then(({ status }) => status)
      .catch(() => 'closed');
    const began = performance.now();
    await other.close();
    expect([200, 'closed']).toContain(await waiting);
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});

describe('groups of others', () => {
  it('are not there for an agent: two use the same name and do not meet', async () => {
    const other = await rest.tokenWith('runs:read');
    await published('a');
    const { lease } = await read();
    expect((await rest.ask('GET /v1/stream/groups/mail', { token: other })).status).toBe(404);
    expect((await on('mail/ack', { lease }, other)).status).toBe(404);
    await rest.ask('PUT /v1/stream/groups/mail', { token: other, body: { from: 'beginning' } });
    expect((await on('mail/ack', { lease }, other)).status).toBe(409);
    const own = await on('mail/read', { wait_seconds: 20 }, other);
    expect(own.body).toMatchObject({ items: [{ type: 'custom.a' }] });
    await rest.ask('DELETE /v1/stream/groups/mail', { token: other });
    expect((await on('mail/ack', { lease })).status).toBe(200);
  });

  it('are forgotten with their agent', async () => {
    const { body } = await rest.ask('POST /v1/agents', { body: { name: 'leaver', scopes: ['runs:read'] } });
    await rest.ask('PUT /v1/stream/groups/mail', { token: String(body['token']) });
    expect((await rest.ask(`DELETE /v1/agents/${String(body['id'])}`)).status).toBe(200);
    const { items } = (await rest.ask<{ items: { agent_id: string }[] }>('GET /v1/stream/groups')).body;
    expect(items).toHaveLength(1);
    expect(items[0]?.agent_id).not.toBe(body['id']);
  });

  it("are listed for administrators, with the product's own; to an agent only its own", async () => {
    await rest.database.rows(`insert into event_consumers (name, failures) values ('redis-mirror', 3)`);
    await rest.ask('PUT /v1/stream/groups/mine', {});
    const list = async (who: string, query = '') => {
      const { body } = await rest.ask<{ items: object[]; total: number; has_more: boolean }>(
        `GET /v1/stream/groups${query}`,
        { token: who },
      );
      return body;
    };
    expect(await list(token)).toMatchObject({
      ...{ total: 1, limit: 50, offset: 0, has_more: false },
      items: [{ name: 'mail', agent_id: expect.any(String) as unknown, types: null, seconds_behind: 0 }],
    });
    const all = await list(BOOTSTRAP);
    expect(all.total).toBe(3);
    expect(all.items).toContainEqual(
      expect.objectContaining({ name: 'redis-mirror', agent_id: null, failures: 3, faults: 0 }),
    );
    expect(await list(BOOTSTRAP, '?limit=1&offset=1')).toMatchObject({ total: 3, has_more: true });
    expect(await list(BOOTSTRAP, '?offset=7')).toMatchObject({ items: [], total: 3, has_more: false });
    expect((await rest.ask('GET /v1/stream/groups/redis-mirror')).status).toBe(404);
  });
});

describe('a request about a group', () => {
  const ROUTES = [
    'GET /v1/stream/groups',
    'GET /v1/stream/groups/mail',
    'PUT /v1/stream/groups/mail',
    'DELETE /v1/stream/groups/mail',
    ...['read', 'ack', 'release', 'seek'].map((what) => `POST /v1/stream/groups/mail/${what}`),
  ];

  it.each(ROUTES)('is refused without a token that may read events: %s', async (route) => {
    const publisher = await rest.tokenWith('events:publish', 'tasks:read');
    const body = route.startsWith('P') ? { body: {} } : {};
    expect((await rest.ask(route, { ...body, token: null })).status).toBe(401);
    expect((await rest.ask(route, { ...body, token: publisher })).status).toBe(403);
  });

  it.each([
    ['PUT', 'Größe', {}, 400],
    ['PUT', '.mail', {}, 400],
    ['PUT', 'x'.repeat(65), {}, 400],
    ['PUT', 'mail', { from: 'yesterday' }, 400],
    ['PUT', 'new', { from: -1 }, 400],
    ['PUT', 'new', { from: 2 ** 53 - 1 }, 400],
    ['PUT', 'mail', { types: [] }, 400],
    ['PUT', 'mail', { types: ['custom.*'] }, 400],
    ['PUT', 'mail', { types: Array.from({ length: 51 }, (_, n) => `custom.t${n}`) }, 400],
    ['PUT', 'mail', { more: 1 }, 400],
    ['PUT', 'mail', { types: ['x'.repeat(2 * 1024 * 1024)] }, 413],
    ['POST', 'mail/read', { count: 0 }, 400],
    ['POST', 'mail/read', { count: 501 }, 400],
    ['POST', 'mail/read', { wait_seconds: 21 }, 400],
    ['POST', 'mail/read', { lease_seconds: 601 }, 400],
    ['POST', 'mail/read', { lease_seconds: 0 }, 400],
    ['POST', 'mail/ack', {}, 400],
    ['POST', 'mail/ack', { lease: 'x', position: 'end' }, 400],
    ['POST', 'mail/release', {}, 400],
    ['POST', 'mail/seek', {}, 400],
  ])('is refused when it cannot be: %s %s', async (method, name, body, status) => {
    const before = await show();
    const answer = await rest.ask(
      `${method} /v1/stream/groups/${encodeURIComponent(name).replace('%2F', '/')}`,
      {
        ...{ token, body },
      },
    );
    expect([answer.status, answer.body['message']]).toEqual([status, expect.stringMatching(/\w/)]);
    expect(await show()).toEqual(before);
  });

  it('for one group too many is refused', async () => {
    const { body } = await rest.ask('GET /v1/stream/groups', { token });
    const [{ agent_id }] = body['items'] as [{ agent_id: string }];
    await rest.database.rows(
      `insert into event_consumers (name) select 'agent:' || $1 || '/g' || n from generate_series(1, 99) n`,
      [agent_id],
    );
    const more = await rest.ask('PUT /v1/stream/groups/more', { token, body: {} });
    expect([more.status, more.body['error']]).toEqual([409, 'stream.too_many_groups']);
    expect((await rest.ask('GET /v1/stream/groups/more', { token })).status).toBe(404);
    expect((await rest.ask('PUT /v1/stream/groups/mail', { token, body: {} })).status).toBe(200);
  });
});
