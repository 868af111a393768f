import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { createLog } from '../../platform/log/index.js';
import { createRegistry } from '../../platform/metrics/index.js';
import { EventIntake } from '../../engine/events/index.js';
import { createHttpServer } from '../http/index.js';
import { umnicoSender } from './umnico.js';
import { webhooks } from './webhooks.js';
import { yougileSender } from './yougile.js';

const SECRETS = { umnico: 'secret-of-umnico', yougile: 'secret-of-yougile' };
const clock = { now: () => new Date('2031-03-03T08:00:00Z') };
let database: OpenDatabase;
let server: Awaited<ReturnType<typeof createHttpServer>>;
let url: string;
const logged: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  server = await createHttpServer(createLog('trace', { write: (line) => void logged.push(line) }));
  const intake = new EventIntake({ sql: database.sql });
  const senders = [umnicoSender(SECRETS.umnico), yougileSender(SECRETS.yougile)];
  const { wakeups } = database;
  await server.register(webhooks({ intake, wakeups, clock, registry: createRegistry(), senders }));
  url = await server.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  for (const secret of [...Object.values(SECRETS), '995555000001'])
    expect(logged.join('')).not.toContain(secret);
  logged.length = 0;
  await database.rows('truncate events, event_keys, jobs');
});

afterAll(async () => {
  await server.close();
  await database.close();
});

type System = keyof typeof SECRETS;

async function post(
  system: System,
  body: unknown,
  secret: string | null = SECRETS[system],
): Promise<[number, unknown]> {
  const response = await fetch(`${url}/webhooks/${system}${secret === null ? '' : `?t=${secret}`}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return [response.status, await response.json()];
}

const bodies = {
  umnico: {
    type: 'message.incoming',
    leadId: 90,
    message: { messageId: 'w1', message: { text: 'Hello' }, sender: { login: '995555000001' } },
  },
  yougile: { event: 'task-moved', payload: { id: 't1', title: 'Oil', columnId: 'c1' } },
};
const expected = {
  umnico: { type: 'umnico.message.incoming', source: 'umnico', order: 'umnico:90' },
  yougile: { type: 'yougile.task.updated', source: 'yougile', order: 'yougile:t1' },
};

describe.each(['umnico', 'yougile'] as const)('a delivery of %s', (system) => {
  it('is stored before it is answered, once, with the job that routes it in the order of its kind', async () => {
    const [status, first] = await post(system, bodies[system]);
    expect([status, first]).toEqual([200, { ok: true, eventId: expect.any(String) as string }]);
    expect(await post(system, bodies[system])).toEqual([200, { ...(first as object), duplicate: true }]);
    const { order, ...event } = expected[system];
    expect(await database.rows('select type, source, branch, state from events')).toEqual([
      { ...event, branch: null, state: 'accepted' },
    ]);
    expect(await database.rows('select kind, concurrency_key from jobs')).toEqual([
      { kind: 'event.route', concurrency_key: order },
    ]);
  });

  it.each([null, 'wrong', '', 'secret-of-somebody'])('with the secret %j is refused', async (secret) => {
    const [status, answer] = await post(system, bodies[system], secret);
    expect([status, answer]).toMatchObject([401, { error: 'unauthorised' }]);
    expect(await database.rows('select 1 from events')).toEqual([]);
  });

  it('that is no JSON is a bad request; what nobody understands is kept whole', async () => {
    expect(await post(system, 'leads[0]=1')).toMatchObject([400, { error: 'bad_request' }]);
    const strange = { type: 'x.y', event: 'x-y', why: 'Ünknown' };
    expect(await post(system, strange)).toMatchObject([200, { ok: true, quarantined: true }]);
    expect(await database.rows('select state, raw, branch from events')).toEqual([
      { state: 'quarantined', raw: JSON.stringify(strange), branch: null },
    ]);
  });

  it('over a mebibyte is too large', async () => {
    expect((await post(system, { text: 'x'.repeat(1_100_000) }))[0]).toBe(413);
  });

  it('about what concerns nobody here is taken and not stored', async () => {
    const body = system === 'umnico' ? { type: 'lead.created', leadId: 1 } : { event: 'column-moved' };
    expect(await post(system, body)).toEqual([200, { ok: true, ignored: true }]);
    expect(await database.rows('select 1 from events')).toEqual([]);
  });
});
