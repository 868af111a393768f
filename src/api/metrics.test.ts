import { Api } from 'grammy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noBlobs } from '../../test/support/blobs.js';
import { openTestDatabase, type OpenDatabase } from '../../test/support/database.js';
import { createTelegramChannel } from '../delivery/telegram/index.js';
import { createJobMetrics } from '../engine/jobs/index.js';
import { createOutboxMetrics } from '../engine/outbox/index.js';
import { EventIntake } from '../engine/events/index.js';
import { createHttpServer } from '../ingress/http/index.js';
import { rentprogSender, webhooks } from '../ingress/webhooks/index.js';
import { systemClock } from '../kernel/clock.js';
import { createLog } from '../platform/log/index.js';
import { createRegistry, type Registry } from '../platform/metrics/index.js';
import { metricsRoutes } from './metrics.js';

const log = createLog('silent');
let database: OpenDatabase;
let registry: Registry;
let server: Awaited<ReturnType<typeof createHttpServer>>;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  registry = createRegistry();
  await serve(undefined);
});

afterEach(async () => {
  await server.close();
  await database.rows('truncate jobs, effects');
});

afterAll(() => database.close());

async function serve(token: string | undefined): Promise<void> {
  server = await createHttpServer(log);
  await server.register(metricsRoutes({ registry, sql: database.sql, token }));
}

async function scrape(): Promise<string> {
  const response = await server.inject({ url: '/metrics' });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toMatch(/^text\/plain/);
  return response.body;
}

/** The value of a series such as `branchline_queue_depth{state="ready"}`; undefined when there is none. */
async function valueOf(series: string): Promise<number | undefined> {
  const line = (await scrape()).split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

describe('the names of the metrics', () => {
  it('are those of the contract, with its labels', async () => {
    const { sql, prisma, workshop, wakeups } = database;
    const jobs = createJobMetrics(registry);
    const outbox = createOutboxMetrics(registry);
    const company = { timezone: 'Asia/Tbilisi', currency: 'GEL', language: 'ru' as const, branches: {} };
    createTelegramChannel({ api: new Api('1:token'), prisma, company, blobs: noBlobs, registry, log });
    const branches = { tbilisi: { companyId: 1, webhookSecret: 'secret' } };
    const senders = [rentprogSender({ branches, timezone: 'Asia/Tbilisi' })];
    const intake = new EventIntake({ sql });
    await server.register(webhooks({ intake, wakeups, clock: systemClock, registry, senders }));

    await server.inject({
      method: 'POST',
      url: '/webhooks/rentprog/tbilisi?t=secret',
      payload: { event: 'car_update', payload: { id: 1 } },
    });
    jobs.total.inc({ kind: 'event.route', outcome: 'done' });
    jobs.duration.observe({ kind: 'event.route' }, 0.01);
    jobs.wait.observe(0.01);
    outbox.latency.observe({ channel: 'telegram', priority: '5' }, 0.1);
    const effect = { channel: 'telegram', kind: 'card', payload: {}, correlationId: 'c' };
    await workshop.transact((work) => work.emit({ ...effect, lane: 'telegram:tbilisi' }));

    const body = await scrape();
    for (const series of [
      'branchline_webhook_ack_seconds_count{source="rentprog"} 1',
      'branchline_jobs_total{kind="event.route",outcome="done"} 1',
      'branchline_job_duration_seconds_count{kind="event.route"} 1',
      'branchline_job_wait_seconds_count 1',
      'branchline_queue_depth{state="ready"} 1',
      'branchline_queue_oldest_seconds ',
      'branchline_dead_letters 0',
      'branchline_outbox_depth{lane="telegram:tbilisi"} 1',
      'branchline_outbox_latency_seconds_count{channel="telegram",priority="5"} 1',
      'branchline_telegram_429_total 0',
    ])
      expect(body).toContain(`\n${series}`);
    for (const name of body.matchAll(/^# HELP (branchline_\S+) (.*)$/gm))
      expect(name[2], name[1]).toMatch(/\w/);
  });
});

describe('depths', () => {
  it('are read from the database whenever they are asked for', async () => {
    const job = { kind: 'k', payload: {}, correlationId: 'c' };
    await database.workshop.transact((work) => work.enqueue(job, job, { ...job, delayMs: 60_000 }));
    await database.rows(`update jobs set created_at = now() - interval '90 s', run_at = now() - interval '90 s'
                         where id = (select min(id) from jobs)`);
    expect(await valueOf('branchline_queue_depth{state="ready"}')).toBe(2);
    expect(await valueOf('branchline_queue_depth{state="waiting"}')).toBe(1);
    const oldest = await valueOf('branchline_queue_oldest_seconds');
    expect(oldest).toBeGreaterThanOrEqual(90);
    expect(oldest).toBeLessThan(120);

    await database.rows(`update jobs set state = 'dead' where state = 'ready'`);
    expect(await valueOf('branchline_dead_letters')).toBe(2);
    expect(await valueOf('branchline_queue_depth{state="ready"}')).toBeUndefined();
    expect(await valueOf('branchline_queue_oldest_seconds')).toBe(0);
  });

  it('of the outbox count by lane what has not left', async () => {
    const effect = { channel: 'telegram', kind: 'card', payload: {}, correlationId: 'c' };
    const [tbilisi, batumi] = ['tbilisi', 'batumi'].map((branch) => ({
      ...effect,
      lane: `telegram:${branch}`,
    }));
    await database.workshop.transact((work) => work.emit(tbilisi!, tbilisi!, batumi!));
    expect(await valueOf('branchline_outbox_depth{lane="telegram:tbilisi"}')).toBe(2);
    expect(await valueOf('branchline_outbox_depth{lane="telegram:batumi"}')).toBe(1);
    await database.rows(`update effects set state = 'sent' where lane = 'telegram:batumi'`);
    await database.rows(`update effects set state = 'sending' where lane = 'telegram:tbilisi'`);
    expect(await valueOf('branchline_outbox_depth{lane="telegram:batumi"}')).toBeUndefined();
    expect(await valueOf('branchline_outbox_depth{lane="telegram:tbilisi"}')).toBe(2);
  });
});

describe('with a token', () => {
  const token = 'metrics-token-0123';

  beforeEach(async () => {
    await server.close();
    registry = createRegistry();
    await serve(token);
  });

  it.each([undefined, '', 'Bearer ', 'Bearer metrics-token-012', token, `Basic ${token}`])(
    'refuses with 401 who comes with %j',
    async (authorization) => {
      const headers = authorization === undefined ? {} : { authorization };
      const response = await server.inject({ url: '/metrics', headers });
      expect(response.statusCode).toBe(401);
      expect(response.json()).toEqual({
        error: 'unauthorised',
        message: expect.any(String) as string,
        details: {},
        requestId: expect.any(String) as string,
      });
    },
  );

  it('shows the metrics to who has it', async () => {
    const response = await server.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } });
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('branchline_dead_letters');
    expect(response.body).toContain('process_cpu_seconds_total');
  });
});
