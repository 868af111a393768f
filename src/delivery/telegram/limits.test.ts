import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { noBlobs } from '../../../test/support/blobs.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { cardPost, textPost } from '../../domain/posts/index.js';
import { createOutboxMetrics, Dispatcher, emitEffects, type NewEffect } from '../../engine/outbox/index.js';
import type { Wakeups } from '../../engine/wakeups/index.js';
import { html } from '../../kernel/html.js';
import { createLog } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import type { Sql } from '../../platform/sql/index.js';
import { FORUM, NINO, run, type Running } from '../../playground/telegram/emulator-for-tests.js';
import { createTelegramChannel } from './channel.js';
import { telegramPace } from './pace.js';

/** A minute of Telegram's in so many parts: two seconds. */
const FASTER = 30;
const log = createLog('silent');
let database: OpenDatabase;
let prisma: PrismaClient;
let sql: Sql;
let wakeups: Wakeups;
let telegram: Running;
let dispatchers: Dispatcher[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  ({ prisma, sql, wakeups } = database);
});

beforeEach(async () => {
  telegram = await run();
  telegram.emulator.seat.limits({ enabled: true, scale: FASTER });
});

afterEach(async () => {
  await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
  dispatchers = [];
  await telegram.emulator.close();
  await database.rows('truncate effects, outbox_lanes, outbox_channels, cards, topics, telegram_chats');
});

afterAll(() => database.close());

/** A process that sends. */
function start(timesFaster = FASTER): Registry {
  const registry = new Registry();
  const branches = { tbilisi: { title: 'Tbilisi', chatId: BigInt(FORUM) } };
  const company = { timezone: 'Asia/Tbilisi', currency: 'GEL', language: 'ru' as const, branches };
  const channel = createTelegramChannel({
    ...{ api: telegram.api, prisma, company, blobs: noBlobs, registry, log },
    pace: telegramPace(timesFaster),
  });
  const dispatcher = new Dispatcher({
    ...{ sql, wakeups, log, channels: [channel], onFailed: () => Promise.resolve() },
    metrics: createOutboxMetrics(registry),
  });
  dispatchers.push(dispatcher);
  dispatcher.start();
  return registry;
}

async function emit(...effects: NewEffect[]): Promise<void> {
  await emitEffects(sql, effects);
  wakeups.wake('outbox');
}

async function refusals(registry: Registry): Promise<number | undefined> {
  return (await registry.getSingleMetric('branchline_telegram_429_total')?.get())?.values[0]?.value;
}

async function left(count: number): Promise<void> {
  await eventually(
    async () =>
      (await database.rows(`select 1 from effects where state in ('sent', 'merged')`)).length === count,
    `${count} effects have left`,
    25_000,
  );
}

const bookings = { branch: 'tbilisi', topic: { key: 'bookings', name: 'Bookings' } };
const cash = { branch: 'tbilisi', topic: { key: 'cash', name: 'Cash' } };
const card = (key: string, text: string, more: Partial<Parameters<typeof cardPost>[0]> = {}): NewEffect =>
  cardPost({ key, to: bookings, html: html`${text}`, correlationId: 'c1', ...more });

/** What people read in the group, of all topics. */
function texts(): string[] {
  const chat = telegram.emulator.seat.chats(NINO).find((one) => one.id === FORUM);
  return (chat?.topics ?? [])
    .flatMap((topic) => telegram.emulator.seat.messages({ user: NINO, chat: FORUM, thread: topic.id }))
    .flatMap((message) => message.text ?? []);
}

describe('a group', () => {
  it('gets what two processes have for it, over all topics, without ever being asked to slow down', async () => {
    const posts = Array.from({ length: 50 }, (_, n) =>
      card(`booking:${n}`, `post ${n}`, { to: n % 2 === 0 ? bookings : cash }),
    );
    await emit(...posts);
    const registries = [start(), start()];
    await emit(...Array.from({ length: 5 }, (_, n) => card(`alert:${n}`, `alert ${n}`, { priority: 2 })));
    await left(55);
    for (const registry of registries) expect(await refusals(registry)).toBe(0);
    const expected = [...posts.keys()].map((n) => `post ${n}`);
    expect(texts().sort()).toEqual([...expected, ...[0, 1, 2, 3, 4].map((n) => `alert ${n}`)].sort());
    // Counted in posts, not in seconds: the lane may be long, the machine slow, and alerts still pass most of it.
    const [before] = await database.rows<{ posts: number }>(
      `select count(*)::int as posts from effects as post,
              (select min(created_at) as told, max(sent_at) as sent from effects where priority = 2) as alerts
       where post.priority <> 2 and post.sent_at between alerts.told and alerts.sent`,
    );
    expect(before?.posts).toBeLessThan(posts.length / 4);
  });

  it('reads the last state of a card and one digest of what waited', async () => {
    start();
    await emit(...Array.from({ length: 4 }, (_, n) => card(`booking:${n}`, `post ${n}`)));
    await left(4);
    const news = (n: number): NewEffect =>
      textPost({ to: cash, html: html`<b>news ${n}</b>`, digest: 'news', correlationId: 'c1', priority: 6 });
    await emit(
      ...Array.from({ length: 30 }, (_, n) => card('booking:1', `state ${n}`, { readAt: n })),
      ...Array.from({ length: 30 }, (_, n) => news(n)),
    );
    await left(64);
    const read = texts();
    expect(read.filter((text) => text.startsWith('state'))).toEqual(['state 29']);
    const digests = read.filter((text) => text.startsWith('news'));
    expect(digests.length).toBeLessThanOrEqual(2);
    expect(digests.join('\n\n').split('\n\n')).toEqual(Array.from({ length: 30 }, (_, n) => `news ${n}`));
  });

  it('that is sent too much all the same is left alone for as long as Telegram asks', async () => {
    telegram.emulator.seat.limits({ enabled: true, scale: FASTER, perGroupPerMinute: 4 });
    const registry = start();
    await emit(...Array.from({ length: 12 }, (_, n) => card(`booking:${n}`, `post ${n}`)));
    await left(12);
    expect(await refusals(registry)).toBeGreaterThan(0);
    const calls = telegram.emulator.seat.calls().filter(({ method }) => method === 'sendMessage');
    for (const [index, { description = '', at }] of calls.entries()) {
      const seconds = /retry after (\d+)/.exec(description)?.[1];
      const next = calls[index + 1];
      if (seconds === undefined || next === undefined) continue;
      const waited = Date.parse(next.at) - Date.parse(at);
      expect(waited).toBeGreaterThanOrEqual(Number(seconds) * 1_000);
      expect(waited).toBeLessThan(Number(seconds) * 1_000 + 2_000);
    }
    expect(texts().sort()).toEqual(Array.from({ length: 12 }, (_, n) => `post ${n}`).sort());
  });
});
