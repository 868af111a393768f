import { Api } from 'grammy';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noBlobs } from '../../../test/support/blobs.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { rememberOwnMessages } from '../../bot/index.js';
import { albumPost, cardPost, markChatActive, textPost } from '../../domain/posts/index.js';
import type { Channel, NewEffect } from '../../engine/outbox/index.js';
import { html } from '../../kernel/html.js';
import { createLog } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import { FORUM, NINO, run, type Running } from '../../playground/telegram/emulator-for-tests.js';
import type { SeatMessage } from '../../playground/telegram/index.js';
import { createTelegramChannel } from './channel.js';
import { telegramPace } from './pace.js';

const log = createLog('silent');
let database: OpenDatabase;
let prisma: PrismaClient;
let telegram: Running;
let channel: Channel;

beforeAll(async () => {
  database = await openTestDatabase();
  ({ prisma } = database);
});

beforeEach(async () => {
  telegram = await run();
  channel = channelOf(telegram.api);
});

afterEach(async () => {
  await telegram.emulator.close();
  await database.rows('truncate cards, topics, telegram_chats');
});

afterAll(() => database.close());

function channelOf(api: Api): Channel {
  const branches = { tbilisi: { title: 'Tbilisi', chatId: BigInt(FORUM) } };
  const company = { timezone: 'Asia/Tbilisi', currency: 'GEL', language: 'ru' as const, branches };
  return createTelegramChannel({ api, prisma, company, blobs: noBlobs, registry: new Registry(), log });
}

const bookings = { branch: 'tbilisi', topic: { key: 'bookings', name: 'Bookings' } };
const nino = { chatId: String(NINO) };

function deliver(post: NewEffect, uncertain = false): Promise<unknown> {
  const { lane, channel: name, kind, payload, correlationId } = post;
  const effect = { id: 1n, lane, channel: name, kind, payload, priority: 5, correlationId, attempts: 1 };
  return channel.deliver({ ...effect, uncertain, mergeKey: null, eventId: null, createdAt: new Date() });
}

/** Delivers it; the connection breaks after Telegram took it. */
async function tear(post: NewEffect, method = 'sendMessage'): Promise<void> {
  telegram.emulator.seat.addFault({ method, times: 1, drop: 'after' });
  await expect(deliver(post)).rejects.toMatchObject({ code: 'telegram.unreachable', reached: 'unknown' });
}

const card = (text: string, more: Partial<Parameters<typeof cardPost>[0]> = {}): NewEffect =>
  cardPost({ key: 'booking:5', to: bookings, html: html`<b>${text}</b>`, correlationId: 'c1', ...more });
const start = { text: 'Start', data: '1.is.5' };

function thread(): number {
  const chat = telegram.emulator.seat.chats(NINO).find((one) => one.id === FORUM);
  return chat?.topics.find((topic) => topic.name === 'Bookings')?.id ?? 0;
}

function read(): SeatMessage[] {
  return telegram.emulator.seat
    .messages({ user: NINO, chat: FORUM, thread: thread() })
    .filter((message) => message.text ?? message.photo);
}

const texts = (): (string | undefined)[] => read().map((message) => message.text ?? message.caption);

function write(count: number): void {
  for (let n = 0; n < count; n++)
    telegram.emulator.seat.sendMessage({ user: NINO, chat: FORUM, thread: thread(), text: `people ${n}` });
}

/** How many probes, and how many messages, were made since it was last asked. */
function calls(): { probes: number; sent: number } {
  const made = telegram.emulator.seat.calls(lastCall);
  lastCall = made.at(-1)?.seq ?? lastCall;
  const count = (name: RegExp): number => made.filter(({ method }) => name.test(method)).length;
  return { probes: count(/^edit/), sent: count(/^send/) };
}
let lastCall = 0;
beforeEach(() => (lastCall = 0));

describe('a message into a supergroup whose sending was not answered', () => {
  it('is found and taken over when it had arrived: the card lives on in it', async () => {
    await deliver(card('other', { key: 'booking:6' }));
    await tear(card('one', { keyboard: [[start]] }));
    calls();
    expect(await deliver(card('one', { keyboard: [[start]] }), true)).toMatchObject({ units: 1 });
    expect(calls()).toEqual({ probes: 1, sent: 0 });
    await deliver(card('two'));
    expect(texts()).toEqual(['other', 'two']);
  });

  it('is found although it is the first one ever in its topic', async () => {
    await tear(card('one'));
    await deliver(card('one'), true);
    expect(texts()).toEqual(['one']);
  });

  it('is sent when it had not arrived', async () => {
    await deliver(card('other', { key: 'booking:6' }));
    telegram.emulator.seat.addFault({ method: 'sendMessage', times: 1, drop: 'before' });
    await expect(deliver(card('one'))).rejects.toMatchObject({ reached: 'unknown' });
    calls();
    expect(await deliver(card('one'), true)).toMatchObject({ units: 4 });
    expect(calls()).toEqual({ probes: 3, sent: 1 });
    expect(texts()).toEqual(['other', 'one']);
  });

  it('is found among what people wrote before and after it, which stays as it is', async () => {
    await deliver(card('other', { key: 'booking:6' }));
    write(2);
    await tear(card('one'));
    write(3);
    calls();
    await deliver(card('one'), true);
    expect(calls()).toEqual({ probes: 3, sent: 0 });
    expect(texts()).toEqual(['other', 'people 0', 'people 1', 'one', 'people 0', 'people 1', 'people 2']);
  });

  it('is sent again after thirty messages of other people', async () => {
    await deliver(card('other', { key: 'booking:6' }));
    write(31);
    await tear(card('one'));
    calls();
    await deliver(card('one'), true);
    expect(calls()).toEqual({ probes: 30, sent: 1 });
  });

  it('is looked for from where the last look was interrupted', async () => {
    await deliver(card('other', { key: 'booking:6' }));
    write(4);
    await tear(card('one'));
    const slow = { error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 0.01 } };
    telegram.emulator.seat.addFault({ method: 'editMessageText', times: 3, delay_ms: 0 });
    telegram.emulator.seat.addFault({ method: 'editMessageText', times: 1, error: slow });
    await expect(deliver(card('one'), true)).rejects.toMatchObject({ code: 'telegram.throttled' });
    calls();
    await deliver(card('one'), true);
    expect(calls()).toEqual({ probes: 2, sent: 0 });
    expect(texts().filter((text) => text === 'one')).toHaveLength(1);
  });

  it('is never mistaken for what the bot answered there itself', async () => {
    await deliver(card('other', { key: 'booking:6' }));
    const api = new Api(telegram.emulator.token, { apiRoot: telegram.emulator.url });
    api.config.use(rememberOwnMessages({ prisma, log }));
    await api.sendMessage(FORUM, 'an answer', { message_thread_id: thread() });
    telegram.emulator.seat.addFault({ method: 'sendMessage', times: 1, drop: 'before' });
    await expect(deliver(card('one'))).rejects.toMatchObject({ reached: 'unknown' });
    await deliver(card('one'), true);
    expect(texts()).toEqual(['other', 'an answer', 'one']);
  });

  it('is found when it is a text', async () => {
    const text = textPost({ to: bookings, html: html`<i>news</i>`, correlationId: 'c1' });
    await tear(text);
    await deliver(text, true);
    expect(texts()).toEqual(['news']);
  });

  it('is found when it is a digest, and takes in what has joined it since', async () => {
    const text = (markup: string): NewEffect =>
      textPost({ to: bookings, html: html`${markup}`, correlationId: 'c1' });
    await tear(text('one\n\ntwo'));
    await deliver(text('one\n\ntwo\n\nthree'), true);
    expect(texts()).toEqual(['one\n\ntwo\n\nthree']);
  });

  it('is found when it is an album, with or without a caption', async () => {
    const photos = await Promise.all([picture(), picture(), picture()]);
    const album = (caption: string): NewEffect =>
      albumPost({
        key: `issue:${caption}`,
        to: bookings,
        photos,
        caption: html`${caption}`,
        correlationId: 'c',
      })[0]!;
    for (const caption of ['photos', '']) {
      await tear(album(caption), 'sendMediaGroup');
      await deliver(album(caption), true);
      await deliver(album(caption));
    }
    expect(texts()).toEqual(['photos', ...Array.from({ length: 5 }, () => undefined)]);
    const { messageIds } = await prisma.card.findUniqueOrThrow({ where: { key: 'issue:photos:0' } });
    expect(messageIds.map(Number)).toEqual(
      read()
        .slice(0, 3)
        .map((message) => message.message_id),
    );
  });

  async function picture(): Promise<{ fileId: string; document: boolean }> {
    const [sent] = await telegram.emulator.seat.sendPhotos({
      ...{ user: NINO, chat: NINO, photos: [{ content: PIXEL, file_name: 'p.png' }] },
    });
    return { fileId: sent?.photo?.at(-1)?.file_id ?? '', document: false };
  }
});

describe('a message to a person whose sending was not answered', () => {
  it('is sent again: one is doubled, none is lost', async () => {
    telegram.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
    await tear(card('one', { to: nino }));
    calls();
    await deliver(card('one', { to: nino }), true);
    expect(calls()).toEqual({ probes: 0, sent: 1 });
    const seen = telegram.emulator.seat.messages({ user: NINO, chat: NINO });
    expect(seen.map((message) => message.text)).toEqual(['/start', 'one', 'one']);
  });
});

describe('a server that nobody can reach', () => {
  it('has surely taken nothing', async () => {
    await telegram.emulator.close();
    await expect(deliver(card('one', { to: nino }))).rejects.toMatchObject({
      code: 'telegram.unreachable',
      reached: 'no',
    });
    telegram = await run();
  });
});

describe('a chat that shut the bot out', () => {
  it('is not called any more until something comes from it', async () => {
    await expect(deliver(card('one', { to: nino }))).rejects.toMatchObject({ code: 'telegram.forbidden' });
    calls();
    await expect(deliver(card('two', { to: nino }))).rejects.toMatchObject({
      code: 'telegram.chat_gone',
      retryable: false,
      reached: 'no',
    });
    expect(calls()).toEqual({ probes: 0, sent: 0 });
    telegram.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
    await markChatActive(prisma, BigInt(NINO));
    await deliver(card('three', { to: nino }));
    expect(calls()).toEqual({ probes: 0, sent: 1 });
  });
});

describe("Telegram's pace", () => {
  it('is that of a group for a branch and for negative ids, of a person for the others', () => {
    const pace = telegramPace();
    expect(pace.perSecond).toBe(30);
    expect(pace.lane('telegram:tbilisi').window).toEqual({
      ms: 60_000,
      units: 20,
      burst: 10,
      reserve: 1,
      lendMs: 1_000,
    });
    expect(pace.lane('telegram:-1001').window?.units).toBe(20);
    expect(pace.lane('telegram:6500000001')).toEqual({ refillMs: 1_000, burst: 3 });
  });

  it('can be that of a faster clock', () => {
    expect(telegramPace(60).perSecond).toBe(1_800);
    expect(telegramPace(60).lane('telegram:tbilisi').window?.ms).toBe(1_000);
  });

  it('weighs an album by its photos', () => {
    const photos = Array.from({ length: 7 }, (_, n) => ({ fileId: `f${n}`, document: false }));
    const [album] = albumPost({ key: 'k', to: bookings, photos, caption: html`c`, correlationId: 'c' });
    const stored = { id: 1n, mergeKey: null, priority: 5, attempts: 0, uncertain: false, eventId: null };
    const weigh = (effect: NewEffect): number | undefined =>
      channel.weigh?.({ ...effect, ...stored, createdAt: new Date() });
    expect(weigh(album!)).toBe(7);
    expect(weigh(card('one'))).toBe(1);
    expect(weigh({ ...album!, payload: 'nonsense' })).toBe(1);
  });
});

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
