import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { quarantine } from '../../src/engine/events/index.js';
import { eventually } from '../support/eventually.js';
import { startRestServer, type RestServer } from '../support/rest.js';

let rest: RestServer;

beforeAll(async () => {
  rest = await startRestServer();
});

beforeEach(() => rest.database.rows('truncate events, event_keys, jobs'));

afterAll(() => rest.close());

interface EventBody {
  id: string;
  position: number;
  type: string;
  payload: unknown;
}
type List = { items: EventBody[]; total: number; has_more: boolean; next_after: number };

async function publish(topic: string, facts: object = {}): Promise<string> {
  const { status, body } = await rest.ask('POST /v1/events', {
    body: { topic, payload: { n: 1 }, ...facts },
  });
  expect([status, body['message']]).toMatchObject([202, expect.any(String)]);
  return String(body['event_id']);
}

/** Other tests on this server may hold transactions open, and those hide what was stored after them. */
async function settled(count: number): Promise<void> {
  await eventually(
    async () => (await rest.ask<List>('GET /v1/events')).body.total === count,
    `${count} events`,
  );
}

describe('an event that is published', () => {
  it('is stored when it is answered, and names the tasks that it makes run', async () => {
    const task = await rest.ask('POST /v1/tasks', {
      body: {
        title: 'Mail',
        schedule_kind: 'event',
        schedule_expr: 'email.*',
        payload: { pipeline: [{ id: 'a', uses: 'debug.echo', with: {} }] },
      },
    });
    const { status, body } = await rest.ask('POST /v1/events', {
      body: {
        topic: 'email.received',
        payload: { from: 'a@example.com' },
        source_agent_id: '00000000-0000-0000-0000-000000000001',
      },
    });
    expect([status, body]).toMatchObject([
      202,
      { success: true, topic: 'email.received', duplicate: false, triggered_tasks: [task.body['id']] },
    ]);
    await settled(1);
    const { items } = (await rest.ask<List>('GET /v1/events')).body;
    expect(items).toMatchObject([
      {
        id: body['event_id'],
        type: 'custom.email.received',
        source: 'agents',
        branch: null,
        state: 'accepted',
        payload: { from: 'a@example.com' },
        dedupe_key: null,
        runs: [],
      },
    ]);
    expect(await rest.database.rows(`select kind from jobs`)).toEqual([{ kind: 'event.route' }]);
  });

  it('with a dedupe key is stored once', async () => {
    const first = await publish('mail', { dedupe_key: 'agent-7:1' });
    const { body } = await rest.ask('POST /v1/events', {
      body: { topic: 'mail', payload: { n: 2 }, dedupe_key: 'agent-7:1' },
    });
    expect(body).toMatchObject({ event_id: first, duplicate: true, triggered_tasks: [] });
    await settled(1);
  });

  it.each([
    ['no topic', { payload: {} }, 400],
    ['a topic that is none', { topic: 'Größe', payload: {} }, 400],
    ['a payload that is no object', { topic: 'a', payload: [] }, 400],
    ['a field that does not exist', { topic: 'a', payload: {}, more: 1 }, 400],
    ['too large a payload', { topic: 'a', payload: { text: 'x'.repeat(300 * 1024) } }, 413],
  ])('is refused for %s', async (_what, body, status) => {
    expect((await rest.ask('POST /v1/events', { body })).status).toBe(status);
    expect((await rest.ask<List>('GET /v1/events')).body.total).toBe(0);
  });

  it('needs its own scope, as reading needs another', async () => {
    const publisher = await rest.tokenWith('events:publish');
    const reader = await rest.tokenWith('runs:read');
    const body = { topic: 'a', payload: {} };
    expect((await rest.ask('POST /v1/events', { token: reader, body })).status).toBe(403);
    expect((await rest.ask('POST /v1/events', { token: null, body })).status).toBe(401);
    expect((await rest.ask('POST /v1/events', { token: publisher, body })).status).toBe(202);
    for (const what of ['GET /v1/events', 'GET /v1/stream/recent']) {
      expect((await rest.ask(what, { token: publisher })).status).toBe(403);
      expect((await rest.ask(what, { token: null })).status).toBe(401);
      expect((await rest.ask(what, { token: reader })).status).toBe(200);
    }
    expect((await rest.ask('GET /v1/topics', { token: publisher })).status).toBe(200);
    expect((await rest.ask('GET /v1/topics', { token: null })).status).toBe(401);
  });
});

describe('the stream', () => {
  it('is read on from a position without a gap or a repetition', async () => {
    const ids = [await publish('a'), await publish('b'), await publish('a')];
    await settled(3);
    const first = (await rest.ask<List>('GET /v1/events?limit=2')).body;
    expect(first).toMatchObject({ total: 3, limit: 2, offset: 0, has_more: true });
    const later = await publish('a');
    await settled(4);
    const second = (await rest.ask<List>(`GET /v1/events?limit=2&after=${first.next_after}`)).body;
    expect(second).toMatchObject({ total: 2, has_more: false });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([...ids, later]);
    const end = (await rest.ask<List>(`GET /v1/events?after=${second.next_after}`)).body;
    expect(end).toMatchObject({ items: [], total: 0, has_more: false, next_after: second.next_after });
  });

  it('is filtered by type, source, branch and time; what is in quarantine is in it, whole', async () => {
    await publish('a', { branch: 'tbilisi' });
    await publish('b', { branch: 'batumi' });
    await quarantine(rest.database.sql, {
      ...{ source: 'rentprog', branch: 'tbilisi', timestamp: new Date(), correlationId: 'c' },
      ...{ raw: '{"odd":', reason: 'no JSON' },
    });
    await settled(3);
    const typesOf = async (query: string) =>
      (await rest.ask<List>(`GET /v1/events?${query}`)).body.items.map(({ type }) => type);
    expect(await typesOf('')).toEqual(['custom.a', 'custom.b', 'quarantine']);
    expect(await typesOf('type=custom.b')).toEqual(['custom.b']);
    expect(await typesOf('type=custom.b,quarantine')).toEqual(['custom.b', 'quarantine']);
    expect(await typesOf('source=rentprog')).toEqual(['quarantine']);
    expect(await typesOf('branch=tbilisi')).toEqual(['custom.a', 'quarantine']);
    expect(await typesOf('since=2999-01-01T00:00:00Z')).toEqual([]);
    expect((await rest.ask<List>('GET /v1/events?type=quarantine')).body.items[0]).toMatchObject({
      state: 'quarantined',
      raw: '{"odd":',
      reason: 'no JSON',
    });
    for (const query of ['since=yesterday', 'after=-1', 'limit=0', 'limit=1001'])
      expect((await rest.ask(`GET /v1/events?${query}`)).status).toBe(400);
  });

  it('shows its newest events to look at', async () => {
    await publish('a');
    const newest = await publish('b');
    const { body } = await rest.ask('GET /v1/stream/recent?count=1');
    expect(body).toMatchObject({
      items: [{ id: newest }],
      total: 1,
      total_events: 1,
      events: [{ id: newest }],
    });
    expect((await rest.ask('GET /v1/stream/recent?count=0')).status).toBe(400);
  });
});
