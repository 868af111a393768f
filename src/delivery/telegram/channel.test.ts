import { Api } from 'grammy';
import { Registry } from 'prom-client';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noBlobs } from '../../../test/support/blobs.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { albumPost, cardPost } from '../../domain/posts/index.js';
import type { Channel, NewEffect } from '../../engine/outbox/index.js';
import { html, type Html } from '../../kernel/html.js';
import { createLog } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import { startTelegram, type SeatMessage, type TelegramEmulator } from '../../playground/telegram/index.js';
import { createTelegramChannel } from './channel.js';

const NINO = 6_500_000_001;
const FORUM = -1_001_234_567_890;
/** A group that is no supergroup yet. */
const YOUNG = -500_123;
const log = createLog('silent');
const rights = { can_manage_topics: true, can_delete_messages: true, can_pin_messages: true };

let database: OpenDatabase;
let prisma: PrismaClient;
let telegram: TelegramEmulator;
let registry: Registry;
let channel: Channel;

beforeAll(async () => {
  database = await openTestDatabase();
  ({ prisma } = database);
});

beforeEach(async () => {
  telegram = await startTelegram({
    world: {
      bot: {
        id: 7_000_000_001,
        first_name: 'Jarvis',
        username: 'jarvis_test_bot',
        token: '7000000001:TEST-token',
      },
      users: [{ id: NINO, first_name: 'Nino' }],
      groups: [
        { id: FORUM, title: 'Tbilisi', members: [NINO], is_forum: true, bot_rights: rights },
        { id: YOUNG, title: 'Batumi', members: [NINO], is_forum: false, bot_rights: rights },
      ],
    },
  });
  registry = new Registry();
  channel = createTelegramChannel({
    api: new Api(telegram.token, { apiRoot: telegram.url }),
    prisma,
    company: {
      timezone: 'Asia/Tbilisi',
      currency: 'GEL',
      language: 'ru',
      branches: {
        tbilisi: { title: 'Tbilisi', chatId: BigInt(FORUM) },
        batumi: { title: 'Batumi', chatId: BigInt(YOUNG) },
      },
    },
    blobs: noBlobs,
    registry,
    log,
  });
});

afterEach(async () => {
  await telegram.close();
  await database.rows('truncate cards, topics, telegram_chats');
});

afterAll(() => database.close());

const bookings = { branch: 'tbilisi', topic: { key: 'bookings', name: 'Bookings' } };
const nino = { chatId: String(NINO) };

function deliver({
  lane,
  channel: name,
  kind,
  payload,
  priority = 5,
  correlationId,
  uncertain = false,
}: NewEffect & { uncertain?: boolean }): Promise<unknown> {
  const effect = { id: 1n, lane, channel: name, kind, payload, priority, correlationId, attempts: 1 };
  return channel.deliver({ ...effect, uncertain, mergeKey: null, eventId: null, createdAt: new Date() });
}

function card(markup: Html, more: Partial<Parameters<typeof cardPost>[0]> = {}): NewEffect {
  return cardPost({ key: 'booking:5', to: bookings, html: markup, correlationId: 'c1', ...more });
}

/** The methods that the bot has called since it was last asked. */
function calls(): string[] {
  const made = telegram.seat.calls(lastCall);
  lastCall = made.at(-1)?.seq ?? lastCall;
  return made.map((call) => (call.ok ? call.method : `${call.method}: ${call.error_code ?? ''}`));
}
let lastCall = 0;
beforeEach(() => {
  lastCall = 0;
});

function topics(): { id: number | null; name: string; closed: boolean }[] {
  const chat = telegram.seat.chats(NINO).find((one) => one.id === FORUM);
  return (chat?.topics ?? []).filter((topic) => topic.id !== null);
}

/** What people read in the topic that now has this name. */
function readTopic(name: string): SeatMessage[] {
  const thread = topics().find((topic) => topic.name === name)?.id;
  if (thread === undefined) throw new Error(`there is no topic ${name}`);
  return telegram.seat
    .messages({ user: NINO, chat: FORUM, thread })
    .filter((message) => message.outgoing && message.text);
}

function texts(messages: SeatMessage[]): (string | undefined)[] {
  return messages.map((message) => message.text);
}

describe('a card', () => {
  it('is sent into its topic, edited in place as it changes, and left alone when it does not', async () => {
    const keyboard = [
      [
        { text: 'Start', data: '1.is.5', style: 'primary' as const },
        { text: 'Map', url: 'https://maps.example/' },
      ],
    ];
    await deliver(card(html`<b>AA123BB</b> & ${'<Nino>'}`, { keyboard }));
    expect(calls()).toEqual(['createForumTopic', 'sendMessage']);
    expect(readTopic('Bookings')).toMatchObject([
      {
        text: 'AA123BB & <Nino>',
        entities: [{ type: 'bold', offset: 0, length: 7 }],
        reply_markup: {
          inline_keyboard: [
            [
              { text: 'Start', callback_data: '1.is.5' },
              { text: 'Map', url: 'https://maps.example/' },
            ],
          ],
        },
      },
    ]);
    await deliver(card(html`AA123BB, issued`));
    expect(calls()).toEqual(['editMessageText']);
    await deliver(card(html`AA123BB, issued`));
    expect(calls()).toEqual([]);
    expect(texts(readTopic('Bookings'))).toEqual(['AA123BB, issued']);
    expect(readTopic('Bookings')[0]?.reply_markup).toBeUndefined();
  });

  it('goes into the topic that is there already, and to a person in private', async () => {
    telegram.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
    await deliver(card(html`one`));
    await deliver(card(html`two`, { key: 'booking:6' }));
    await deliver(card(html`hello`, { key: 'reminder:1', to: nino }));
    expect(calls()).toEqual(['createForumTopic', 'sendMessage', 'sendMessage', 'sendMessage']);
    expect(texts(readTopic('Bookings'))).toEqual(['one', 'two']);
    expect(texts(telegram.seat.messages({ user: NINO, chat: NINO }))).toEqual(['/start', 'hello']);
  });

  it('is not changed back by an older look at the facts', async () => {
    await deliver(card(html`new`, { readAt: 20 }));
    await deliver(card(html`old`, { readAt: 10 }));
    expect(texts(readTopic('Bookings'))).toEqual(['new']);
    await deliver(card(html`newer`, { readAt: 30 }));
    expect(texts(readTopic('Bookings'))).toEqual(['newer']);
  });

  it('remembers a newer look that found the same, so that one in between changes nothing either', async () => {
    await deliver(card(html`free`, { readAt: 10 }));
    await deliver(card(html`free`, { readAt: 30 }));
    await deliver(card(html`booked for a moment`, { readAt: 20 }));
    expect(texts(readTopic('Bookings'))).toEqual(['free']);
  });

  it('is sent below and the old one deleted when it is out of sight', async () => {
    telegram.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
    const post = (markup: Html, seen: number): NewEffect =>
      card(markup, { key: 'checklist:1', to: nino, seen });
    await deliver(post(html`step 1`, 1));
    for (const text of ['a', 'b']) telegram.seat.sendMessage({ user: NINO, chat: NINO, text });
    await deliver(post(html`step 2`, 4));
    expect(texts(telegram.seat.messages({ user: NINO, chat: NINO }))).toEqual(['/start', 'step 2', 'a', 'b']);
    telegram.seat.sendMessage({ user: NINO, chat: NINO, text: 'c' });
    await deliver(post(html`step 3`, 5));
    expect(texts(telegram.seat.messages({ user: NINO, chat: NINO }))).toEqual([
      '/start',
      'a',
      'b',
      'c',
      'step 3',
    ]);
    await deliver(post(html`step 4`, 5));
    expect(texts(telegram.seat.messages({ user: NINO, chat: NINO })).at(-1)).toBe('step 4');
  });

  it.each([
    ['fails at Telegram', { error: { error_code: 500, description: 'Internal Server Error' } }],
    ['is not answered', { drop: 'before' }],
  ] as const)('is not sent below while deleting the old one %s: two would stay', async (_what, trouble) => {
    await deliver(card(html`one`));
    telegram.seat.addFault({ method: 'deleteMessage', times: 1, ...trouble });
    const below = card(html`two`, { below: true });
    await expect(deliver(below)).rejects.toMatchObject({ retryable: true });
    expect(texts(readTopic('Bookings'))).toEqual(['one']);
    await deliver(below);
    expect(texts(readTopic('Bookings'))).toEqual(['two']);
  });

  it('is sent again after a person deleted its message', async () => {
    await deliver(card(html`one`));
    const [sent] = readTopic('Bookings');
    await new Api(telegram.token, { apiRoot: telegram.url }).deleteMessage(FORUM, sent?.message_id ?? 0);
    await deliver(card(html`two`));
    expect(texts(readTopic('Bookings'))).toEqual(['two']);
    calls();
    await deliver(card(html`three`));
    expect(calls()).toEqual(['editMessageText']);
  });

  it('is doubled at most, never lost, when the connection breaks after Telegram took it', async () => {
    telegram.seat.addFault({ method: 'sendMessage', times: 1, drop: 'after' });
    await expect(deliver(card(html`one`))).rejects.toMatchObject({
      code: 'telegram.unreachable',
      retryable: true,
    });
    await deliver(card(html`one`));
    expect(texts(readTopic('Bookings'))).toEqual(['one', 'one']);
    telegram.seat.addFault({ method: 'editMessageText', times: 1, drop: 'after' });
    await expect(deliver(card(html`two`))).rejects.toMatchObject({ code: 'telegram.unreachable' });
    await deliver(card(html`two`));
    expect(texts(readTopic('Bookings'))).toEqual(['one', 'two']);
  });
});

describe('a topic', () => {
  it('that was deleted is made anew and its card is sent again', async () => {
    await deliver(card(html`one`));
    await deliver(card(html`other`, { key: 'booking:6' }));
    telegram.seat.deleteTopic({ user: NINO, chat: FORUM, thread: topics()[0]?.id ?? 0 });
    expect(topics()).toEqual([]);
    await deliver(card(html`two`));
    expect(texts(readTopic('Bookings'))).toEqual(['two']);
    await deliver(card(html`other, changed`, { key: 'booking:6' }));
    expect(texts(readTopic('Bookings'))).toEqual(['two', 'other, changed']);
    expect(topics()).toHaveLength(1);
  });

  it('that was deleted is made anew under its new name, too', async () => {
    await deliver(card(html`one`));
    telegram.seat.deleteTopic({ user: NINO, chat: FORUM, thread: topics()[0]?.id ?? 0 });
    await deliver(card(html`two`, { to: { branch: 'tbilisi', topic: { key: 'bookings', name: 'Orders' } } }));
    expect(texts(readTopic('Orders'))).toEqual(['two']);
  });

  it('that was closed is opened again for what is sent to it', async () => {
    await deliver(card(html`one`));
    telegram.seat.closeTopic({ user: NINO, chat: FORUM, thread: topics()[0]?.id ?? 0 });
    await deliver(card(html`two`, { key: 'booking:6' }));
    expect(texts(readTopic('Bookings'))).toEqual(['one', 'two']);
    expect(topics()).toMatchObject([{ name: 'Bookings', closed: false }]);
  });

  it('is renamed when its name has changed, once, and without that right the card goes out all the same', async () => {
    const car = (name: string): NewEffect =>
      card(html`${name}`, { key: name, to: { branch: 'tbilisi', topic: { key: 'car:7', name } } });
    await deliver(car('Car 7'));
    await deliver(car('AA123BB'));
    expect(topics().map((topic) => topic.name)).toEqual(['AA123BB']);
    expect(texts(readTopic('AA123BB'))).toEqual(['Car 7', 'AA123BB']);
    calls();
    telegram.seat.addFault({
      method: 'editForumTopic',
      times: 1,
      error: { error_code: 400, description: 'Bad Request: not enough rights to edit the topic' },
    });
    await deliver(car('BB321AA'));
    await deliver(car('BB321AA'));
    expect(calls()).toEqual(['editForumTopic: 400', 'sendMessage']);
    expect(texts(readTopic('AA123BB'))).toEqual(['Car 7', 'AA123BB', 'BB321AA']);
  });

  it('that may not be made yet waits for the right and is not given up', async () => {
    telegram.seat.rights({ chat: FORUM, can_manage_topics: false });
    await expect(deliver(card(html`one`))).rejects.toMatchObject({
      code: 'telegram.no_rights',
      retryable: true,
      retryAfterMs: 60_000,
    });
    telegram.seat.rights({ chat: FORUM, can_manage_topics: true });
    await deliver(card(html`one`));
    expect(texts(readTopic('Bookings'))).toEqual(['one']);
  });
});

describe('a chat', () => {
  it('that became a supergroup is followed, now and later, and its topics are made there', async () => {
    const batumi = { branch: 'batumi', topic: { key: 'bookings', name: 'Bookings' } };
    const { id } = telegram.seat.migrate({ chat: YOUNG, is_forum: true });
    await deliver(card(html`one`, { to: batumi }));
    await deliver(card(html`two`, { to: batumi }));
    const thread = telegram.seat
      .chats(NINO)
      .find((chat) => chat.id === id)
      ?.topics.at(-1)?.id;
    const read = telegram.seat.messages({ user: NINO, chat: id, thread });
    expect(texts(read.filter((message) => message.text !== undefined))).toEqual(['two']);
    expect(calls()).toEqual(['createForumTopic: 400', 'createForumTopic', 'sendMessage', 'editMessageText']);
  });

  it('that shut us out fails for good and is known as gone', async () => {
    await expect(deliver(card(html`hello`, { to: nino }))).rejects.toMatchObject({
      code: 'telegram.forbidden',
      retryable: false,
    });
    telegram.seat.rights({ chat: FORUM, status: 'kicked' });
    await expect(deliver(card(html`one`))).rejects.toMatchObject({
      code: 'telegram.forbidden',
      retryable: false,
    });
    expect(
      await prisma.telegramChat.findMany({
        select: { chatId: true, state: true },
        orderBy: { chatId: 'asc' },
      }),
    ).toEqual([
      { chatId: BigInt(FORUM), state: 'gone' },
      { chatId: BigInt(NINO), state: 'gone' },
    ]);
  });

  it('of a branch that the company file does not have fails for good', async () => {
    const nowhere = card(html`one`, {
      to: { branch: 'kutaisi', topic: { key: 'bookings', name: 'Bookings' } },
    });
    await expect(deliver(nowhere)).rejects.toMatchObject({
      code: 'telegram.unknown_branch',
      retryable: false,
    });
    expect(calls()).toEqual([]);
  });
});

describe('Telegram', () => {
  it('is given the time that it asks for', async () => {
    await deliver(card(html`one`));
    for (const method of ['editMessageText', 'sendMessage', 'createForumTopic'])
      telegram.seat.addFault({ method, times: 1, error: throttled(7) });
    const slowDown = { code: 'telegram.throttled', retryable: true, retryAfterMs: 7_000 };
    await expect(deliver(card(html`two`))).rejects.toMatchObject(slowDown);
    await expect(deliver(card(html`two`, { key: 'booking:6' }))).rejects.toMatchObject(slowDown);
    await expect(
      deliver(card(html`two`, { to: { branch: 'tbilisi', topic: { key: 'cash', name: 'Cash' } } })),
    ).rejects.toMatchObject(slowDown);
    expect(await registry.getSingleMetric('branchline_telegram_429_total')?.get()).toMatchObject({
      values: [{ value: 3 }],
    });
    await deliver(card(html`two`));
    expect(texts(readTopic('Bookings'))).toEqual(['two']);
  });

  it('is given that time also when it asks for it while an obstacle is cleared away', async () => {
    await deliver(card(html`one`));
    telegram.seat.closeTopic({ user: NINO, chat: FORUM, thread: topics()[0]?.id ?? 0 });
    telegram.seat.addFault({ method: 'reopenForumTopic', times: 1, error: throttled(9) });
    const next = card(html`two`, { key: 'booking:6' });
    await expect(deliver(next)).rejects.toMatchObject({ code: 'telegram.throttled', retryAfterMs: 9_000 });
    telegram.seat.addFault({ method: 'reopenForumTopic', times: 1, drop: 'before' });
    await expect(deliver(next)).rejects.toMatchObject({ code: 'telegram.unreachable', retryable: true });
    await deliver(next);
    expect(texts(readTopic('Bookings'))).toEqual(['one', 'two']);
  });

  it('is asked again after a fault of its own, not after one of ours', async () => {
    telegram.seat.addFault({
      method: 'createForumTopic',
      times: 1,
      error: { error_code: 502, description: 'Bad Gateway' },
    });
    await expect(deliver(card(html`one`))).rejects.toMatchObject({ code: 'telegram.502', retryable: true });
    const broken = { ...card(html`one`), payload: { key: 'k', to: bookings, html: '<b>one' } };
    await expect(deliver(broken)).rejects.toMatchObject({ code: 'telegram.400', retryable: false });
  });

  function throttled(seconds: number): {
    error_code: number;
    description: string;
    parameters: { retry_after: number };
  } {
    return {
      error_code: 429,
      description: `Too Many Requests: retry after ${seconds}`,
      parameters: { retry_after: seconds },
    };
  }
});

describe('an album', () => {
  const handovers = { branch: 'tbilisi', topic: { key: 'handovers', name: 'Handovers' } };

  /** Photos as a person sent them to the bot. */
  async function photographed(
    count: number,
    as_document = false,
  ): Promise<{ fileId: string; document: boolean }[]> {
    const content = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#36c' } })
      .png()
      .toBuffer();
    const files = Array.from({ length: count }, (_, n) => ({ content, file_name: `${n}.png` }));
    const sent: SeatMessage[] = [];
    for (let at = 0; at < count; at += 10)
      sent.push(
        ...(await telegram.seat.sendPhotos({
          user: NINO,
          chat: NINO,
          photos: files.slice(at, at + 10),
          as_document,
        })),
      );
    return sent.map((message) => ({
      fileId: message.photo?.at(-1)?.file_id ?? message.document?.file_id ?? '',
      document: as_document,
    }));
  }

  function posted(): SeatMessage[] {
    const thread = topics().find((topic) => topic.name === 'Handovers')?.id;
    return telegram.seat
      .messages({ user: NINO, chat: FORUM, thread })
      .filter((message) => message.photo ?? message.document);
  }

  /** How many pictures each album has, one without an album being an album of itself. */
  function sizes(messages: SeatMessage[]): number[] {
    const groups = messages.map((message) => message.media_group_id ?? String(message.message_id));
    return [...new Set(groups)].map((group) => groups.filter((one) => one === group).length);
  }

  it('of many photos is posted in chunks of up to ten, captioned once, each once', async () => {
    const effects = albumPost({
      key: 'handover:1',
      to: handovers,
      photos: await photographed(23),
      caption: html`<b>AA123BB</b>`,
      correlationId: 'c1',
    });
    for (const effect of effects) await deliver(effect);
    for (const effect of effects) await deliver(effect);
    expect(posted()).toHaveLength(23);
    expect(sizes(posted())).toHaveLength(3);
    expect(Math.max(...sizes(posted()))).toBeLessThanOrEqual(10);
    expect(posted().filter((message) => message.caption !== undefined)).toMatchObject([
      { caption: 'AA123BB', caption_entities: [{ type: 'bold' }] },
    ]);
    expect(posted()[0]?.caption).toBe('AA123BB');
  });

  it('of one photo is a photo, and files go in an album of their own', async () => {
    const photos = [...(await photographed(1)), ...(await photographed(2, true))];
    const [effect] = albumPost({
      key: 'handover:1',
      to: handovers,
      photos,
      caption: html`AA123BB`,
      correlationId: 'c1',
    });
    await deliver(effect!);
    expect(calls()).toEqual(['createForumTopic', 'sendPhoto', 'sendMediaGroup']);
    expect(posted().map((message) => [message.caption, message.document !== undefined])).toEqual([
      ['AA123BB', false],
      [undefined, true],
      [undefined, true],
    ]);
  });

  it('does not repeat its photos when its files were refused the first time', async () => {
    const photos = [...(await photographed(2)), ...(await photographed(1, true))];
    const [effect] = albumPost({
      key: 'handover:1',
      to: handovers,
      photos,
      caption: html`AA123BB`,
      correlationId: 'c1',
    });
    telegram.seat.addFault({
      method: 'sendDocument',
      times: 1,
      error: { error_code: 502, description: 'Bad Gateway' },
    });
    await expect(deliver(effect!)).rejects.toMatchObject({ code: 'telegram.502' });
    await deliver(effect!);
    await deliver(effect!);
    expect(sizes(posted())).toEqual([2, 1]);
    expect(posted().map((message) => message.caption)).toEqual(['AA123BB', undefined, undefined]);
  });

  it('finds its way into a topic that was deleted or closed', async () => {
    const photos = await photographed(2);
    const [first] = albumPost({
      key: 'handover:1',
      to: handovers,
      photos,
      caption: html`one`,
      correlationId: 'c1',
    });
    await deliver(first!);
    telegram.seat.closeTopic({ user: NINO, chat: FORUM, thread: topics()[0]?.id ?? 0 });
    const [second] = albumPost({
      key: 'handover:2',
      to: handovers,
      photos,
      caption: html`two`,
      correlationId: 'c1',
    });
    await deliver(second!);
    expect(sizes(posted())).toEqual([2, 2]);
    telegram.seat.deleteTopic({ user: NINO, chat: FORUM, thread: topics()[0]?.id ?? 0 });
    const [third] = albumPost({
      key: 'handover:3',
      to: handovers,
      photos,
      caption: html`three`,
      correlationId: 'c1',
    });
    await deliver(third!);
    expect(posted().map((message) => message.caption)).toEqual(['three', undefined]);
  });
});
