import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { createLog } from '../../platform/log/index.js';
import { createRegistry, type Registry } from '../../platform/metrics/index.js';
import { EventIntake } from '../../engine/events/index.js';
import { createHttpServer } from '../http/index.js';
import { rentprogSender } from './rentprog.js';
import { webhooks } from './webhooks.js';

const secrets = { tbilisi: 'secret-of-tbilisi', 'service-center': 'secret-of-the-workshop' };
const branches = {
  tbilisi: { companyId: 21, webhookSecret: secrets.tbilisi },
  'service-center': { companyId: 23, webhookSecret: secrets['service-center'] },
};
const clock = { now: () => new Date('2025-12-01T08:00:00Z') };

type Server = Awaited<ReturnType<typeof createHttpServer>>;
type Answer = Record<string, unknown>;

let database: OpenDatabase;
let registry: Registry;
let server: Server;
let url: string;
const logged: string[] = [];

async function listen(sql = database.sql): Promise<{ server: Server; url: string }> {
  const { wakeups } = database;
  const http = await createHttpServer(createLog('trace', { write: (line) => void logged.push(line) }));
  const intake = new EventIntake({ sql });
  const senders = [rentprogSender({ branches, timezone: 'Asia/Tbilisi' })];
  registry = createRegistry();
  await http.register(webhooks({ intake, wakeups, clock, registry, senders }));
  return { server: http, url: await http.listen({ host: '127.0.0.1', port: 0 }) };
}

beforeAll(async () => {
  database = await openTestDatabase();
  ({ server, url } = await listen());
});

afterEach(async () => {
  for (const secret of Object.values(secrets)) expect(logged.join('')).not.toContain(secret);
  logged.length = 0;
  await database.rows('truncate events, event_keys, jobs');
});

afterAll(async () => {
  await server.close();
  await database.close();
});

async function send(path: string, body: string | undefined, type?: string): Promise<[number, Answer]> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: type === undefined ? {} : { 'content-type': type },
    body,
  });
  return [response.status, (await response.json()) as Answer];
}

/** A delivery as RentProg makes it. */
function post(body: unknown, branch: keyof typeof branches = 'tbilisi'): Promise<[number, Answer]> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return send(`/webhooks/rentprog/${branch}?t=${secrets[branch]}`, text, 'application/json');
}

async function accepted(body: unknown, branch?: keyof typeof branches): Promise<Answer> {
  const [status, answer] = await post(body, branch);
  expect(status).toBe(200);
  return answer;
}

interface StoredEvent {
  id: string;
  type: string;
  branch: string;
  state: string;
  raw: string;
  payload: Record<string, unknown>;
  reason: string | null;
}

const stored = (): Promise<StoredEvent[]> =>
  database.rows<StoredEvent>('select * from events order by position');
const jobs = (): Promise<{ kind: string; event_id: string; concurrency_key: string | null }[]> =>
  database.rows('select kind, event_id::text, concurrency_key from jobs order by id');

const carUpdate = {
  event: 'car_update',
  payload: '{"mileage"=>[40100, 40655], "clean_state"=>[true, false], "id"=>7001}',
};
const carMoved = {
  event: 'car_update',
  payload: { company_id: [21, 23], branch_name: 'Мастерская', id: 7002, updated_from_api: false },
};

describe('a delivery of RentProg', () => {
  it('is answered with its event once that is stored, together with the job that routes it', async () => {
    const body = JSON.stringify(carUpdate, null, 2);
    const answer = await accepted(body);
    expect(answer).toEqual({ ok: true, eventId: expect.any(String) as string });
    expect(await stored()).toMatchObject([
      {
        id: answer['eventId'],
        type: 'car.updated',
        branch: 'tbilisi',
        state: 'accepted',
        raw: body,
        payload: { rentprog_id: 7001, fields: { mileage: 40_655 }, changes: { clean_state: [true, false] } },
      },
    ]);
    expect(await jobs()).toEqual([
      { kind: 'event.route', event_id: answer['eventId'], concurrency_key: 'car:7001' },
    ]);
  });

  it('that comes again is answered with the first event and stored no second time', async () => {
    const { eventId } = await accepted(carUpdate);
    expect(await accepted(carUpdate)).toEqual({ ok: true, eventId, duplicate: true });
    expect(await stored()).toHaveLength(1);
    expect(await jobs()).toHaveLength(1);
  });

  it('that comes twenty times at once is one event', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => accepted(carUpdate)));
    expect(new Set(answers.map((answer) => answer['eventId'])).size).toBe(1);
    expect(answers.filter((answer) => answer['duplicate'] === undefined)).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
    expect(await jobs()).toHaveLength(1);
  });

  it('that comes again after a quarter of an hour is a new event', async () => {
    const first = await accepted(carUpdate);
    const [key] = await database.rows<{ minutes: number }>(
      'select extract(epoch from expires_at - now())::float8 / 60 as minutes from event_keys',
    );
    expect(key?.minutes).toBeCloseTo(15, 0);
    await database.rows('update event_keys set expires_at = now()');
    const again = await accepted(carUpdate);
    expect(again['duplicate']).toBeUndefined();
    expect(again['eventId']).not.toBe(first['eventId']);
  });

  it('with another update of the same car is another event, routed after the first', async () => {
    const other = { ...carUpdate, payload: carUpdate.payload.replace('40655', '40700') };
    const answers = [await accepted(carUpdate), await accepted(other)];
    expect(answers.map((answer) => answer['duplicate'])).toEqual([undefined, undefined]);
    expect((await jobs()).map((job) => job.concurrency_key)).toEqual(['car:7001', 'car:7001']);
  });

  it('with the same body for two branches is two events', async () => {
    await accepted(carUpdate, 'tbilisi');
    expect(await accepted(carUpdate, 'service-center')).not.toHaveProperty('duplicate');
    expect((await stored()).map((event) => event.branch)).toEqual(['tbilisi', 'service-center']);
  });

  it('belongs to the branch of the address, whatever company its record names', async () => {
    await accepted({ event: 'booking_update', payload: { id: 9001, company_id: 23 } }, 'tbilisi');
    const [event] = await stored();
    expect(event).toMatchObject({ branch: 'tbilisi', payload: { branch: 'tbilisi', rentprog_id: 9001 } });
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'text/plain', undefined])(
    'is taken with the content type %s',
    async (type) => {
      const path = `/webhooks/rentprog/tbilisi?t=${secrets.tbilisi}`;
      expect(await send(path, JSON.stringify(carUpdate), type)).toMatchObject([200, { ok: true }]);
    },
  );

  it('is counted in branchline_webhook_ack_seconds', async () => {
    await accepted(carUpdate);
    const metric = await registry.getSingleMetricAsString('branchline_webhook_ack_seconds');
    expect(metric).toMatch(/^branchline_webhook_ack_seconds_count\{source="rentprog"\} [1-9]/m);
  });
});

describe('a car that moves to another branch', () => {
  it('gives two events from one delivery, and none from its repeat', async () => {
    const { eventId } = await accepted(carMoved);
    expect(await accepted(carMoved)).toEqual({ ok: true, eventId, duplicate: true });
    const events = await stored();
    expect(events.map((event) => event.type)).toEqual(['car.moved', 'car.updated']);
    expect(events[0]).toMatchObject({
      id: eventId,
      payload: { from_branch: 'tbilisi', to_branch: 'service-center' },
    });
    expect((await jobs()).map((job) => job.concurrency_key)).toEqual(['car:7002', 'car:7002']);
  });

  it('gives the same two when it is told twenty times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => accepted(carMoved)));
    expect(new Set(answers.map((answer) => answer['eventId'])).size).toBe(1);
    expect((await stored()).map((event) => event.type)).toEqual(['car.moved', 'car.updated']);
  });
});

describe('a delivery that cannot be understood', () => {
  it.each([
    ['a torn Ruby hash', '{"event":"booking_update","payload":"{\\"id\\"=>"}'],
    ['an unknown event', '{"event":"order_create","payload":{"id":1}}'],
    ['a record without an id', '{"event":"car_update","payload":{"mileage":[1,2]}}'],
    ['a date of no known form', '{"event":"booking_update","payload":{"id":1,"start_date":"завтра"}}'],
    ['no envelope', ' [1, 2, 3]\n'],
    ['a bare word', '"<b>привет</b>"'],
    [
      'what the database cannot hold as JSON',
      '{"event":"car_update","payload":{"id":1,"a":"\\u0000 \\ud83d"}}',
    ],
  ])('(%s) is kept whole in quarantine, for people to see', async (_, body) => {
    const answer = await accepted(body);
    expect(answer).toEqual({ ok: true, eventId: expect.any(String) as string, quarantined: true });
    expect(await stored()).toMatchObject([
      { id: answer['eventId'], state: 'quarantined', raw: body, branch: 'tbilisi' },
    ]);
    expect((await stored())[0]?.reason).toMatch(/\w/);
    expect(await jobs()).toMatchObject([{ kind: 'event.quarantined', event_id: answer['eventId'] }]);
    expect(await accepted(body)).toEqual({ ...answer, duplicate: true });
  });
});

describe('a request that is refused', () => {
  const path = `/webhooks/rentprog/tbilisi?t=${secrets.tbilisi}`;
  const body = JSON.stringify(carUpdate);
  const oversized = JSON.stringify({ ...carUpdate, padding: 'x'.repeat(1024 * 1024) });

  it.each([
    [401, 'unauthorised', 'without a secret', '/webhooks/rentprog/tbilisi', body],
    [401, 'unauthorised', 'with an empty secret', '/webhooks/rentprog/tbilisi?t=', body],
    [401, 'unauthorised', 'with a wrong secret', '/webhooks/rentprog/tbilisi?t=secret-of-tbilis', body],
    [
      401,
      'unauthorised',
      "with another branch's",
      '/webhooks/rentprog/tbilisi?t=secret-of-the-workshop',
      body,
    ],
    [401, 'unauthorised', 'with the secret twice', `${path}&t=${secrets.tbilisi}`, body],
    [404, 'unknown_branch', 'for an unknown branch', `/webhooks/rentprog/sochi?t=${secrets.tbilisi}`, body],
    [404, 'unknown_branch', 'for no own name', `/webhooks/rentprog/toString?t=${secrets.tbilisi}`, body],
    [404, 'not_found', 'at another address', `/webhooks/sapsan?t=${secrets.tbilisi}`, body],
    [400, 'bad_request', 'with a torn body', path, body.slice(0, -1)],
    [400, 'bad_request', 'with a form', path, 'event=car_update&payload=1'],
    [400, 'bad_request', 'without a body', path, undefined],
    [400, 'bad_request', 'at an address that is none', '/webhooks/rentprog/%zz?t=1', body],
    [413, 'too_large', 'over 1 MiB', path, oversized],
  ])(
    'gets %i %s %s, in the one form of errors, and nothing is stored',
    async (status, error, _, at, content) => {
      const [answered, answer] = await send(at, content, 'application/json');
      expect(answered).toBe(status);
      expect(answer).toEqual({
        error,
        message: expect.stringMatching(/\w/) as string,
        details: {},
        requestId: expect.stringMatching(/\w/) as string,
      });
      expect(await stored()).toEqual([]);
    },
  );

  it('of just 1 MiB is taken', async () => {
    const frame = JSON.stringify({ ...carUpdate, padding: '' }).length;
    expect(await accepted({ ...carUpdate, padding: 'x'.repeat(1024 * 1024 - frame) })).toMatchObject({
      ok: true,
    });
  });

  it('since the database is away gets 500 without a word of what is inside, and RentProg will send it again', async () => {
    const away = { rows: () => Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:5432')) };
    const broken = await listen(away);
    const response = await fetch(broken.url + path, { method: 'POST', body });
    expect(response.status).toBe(500);
    const answer = (await response.json()) as Answer;
    expect(answer).toMatchObject({ error: 'internal', details: {} });
    expect(JSON.stringify(answer)).not.toContain('10.1.2.3');
    expect(logged.join('')).toContain(`"correlationId":"${String(answer['requestId'])}"`);
    await broken.server.close();
  });
});
