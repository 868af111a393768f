import { Registry } from 'prom-client';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { temporaryFolder } from '../../../test/support/product.js';
import { photoPost } from '../../domain/posts/index.js';
import type { Channel } from '../../engine/outbox/index.js';
import { html } from '../../kernel/html.js';
import { createFolderBlobs, type Blobs } from '../../platform/blobs/index.js';
import { createLog } from '../../platform/log/index.js';
import { FORUM, NINO, run, type Running } from '../../playground/telegram/emulator-for-tests.js';
import type { SeatMessage } from '../../playground/telegram/index.js';
import { createTelegramChannel } from './channel.js';

const folder = temporaryFolder();
let database: OpenDatabase;
let telegram: Running;
let blobs: Blobs;
let channel: Channel;
let uploads: number;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  telegram = await run();
  uploads = 0;
  blobs = createFolderBlobs(folder.path);
  const branches = { tbilisi: { title: 'Tbilisi', chatId: BigInt(FORUM) } };
  channel = createTelegramChannel({
    ...{ api: telegram.api, prisma: database.prisma, registry: new Registry(), log: createLog('silent') },
    blobs: {
      get(hash) {
        uploads += 1;
        return blobs.get(hash);
      },
    },
    company: { timezone: 'Asia/Tbilisi', currency: 'GEL', language: 'ru', branches },
  });
});

afterEach(async () => {
  await telegram.emulator.close();
  await database.rows('truncate cards, topics, telegram_chats, uploaded_files');
});

afterAll(async () => {
  await database.close();
  folder.remove();
});

const plan = { branch: 'tbilisi', topic: { key: 'plan', name: 'Day plan' } };
const nino = { chatId: String(NINO) };

async function picture(red: number): Promise<string> {
  const background = { r: red, g: 90, b: 160 };
  return blobs.put(
    await sharp({ create: { width: 400, height: 300, channels: 3, background } })
      .png()
      .toBuffer(),
  );
}

interface Given {
  blob: string;
  caption?: string;
  to?: typeof plan | typeof nino;
  key?: string;
  uncertain?: boolean;
}

function deliver({
  blob,
  caption = 'Report & figures',
  to = plan,
  key = 'report:tbilisi',
  uncertain = false,
}: Given): Promise<unknown> {
  const post = photoPost({ key, to, blob, caption: html`<b>${caption}</b>`, correlationId: 'c1' });
  const { lane, kind, payload } = post;
  const effect = { id: 1n, lane, channel: 'telegram', kind, payload, priority: 5, correlationId: 'c1' };
  return channel.deliver({
    ...effect,
    ...{ attempts: 1, uncertain, mergeKey: null, eventId: null, createdAt: new Date() },
  });
}

function pictures(chat = FORUM): SeatMessage[] {
  const { seat } = telegram.emulator;
  const thread = seat
    .chats(NINO)
    .find((one) => one.id === FORUM)
    ?.topics.find((one) => one.name === 'Day plan')?.id;
  return seat
    .messages({ user: NINO, chat, ...(chat === FORUM && thread !== undefined && { thread }) })
    .filter((message) => message.photo !== undefined);
}

describe('a picture of our own making', () => {
  it('is posted with its caption into the topic, once however often it is delivered', async () => {
    const blob = await picture(10);
    await deliver({ blob });
    expect(await deliver({ blob })).toEqual({ skipped: 'same', units: 0 });
    const [posted, ...others] = pictures();
    expect(others).toEqual([]);
    expect(posted).toMatchObject({ caption: 'Report & figures' });
    expect(posted?.photo?.at(-1)).toMatchObject({ width: 400, height: 300 });
  });

  it('takes the place of the one before it under the same key', async () => {
    await deliver({ blob: await picture(10), caption: 'Yesterday’s state' });
    const [before] = pictures();
    expect(await deliver({ blob: await picture(200), caption: 'Now' })).toMatchObject({ edited: true });
    const [after, ...others] = pictures();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ message_id: before?.message_id, caption: 'Now' });
    expect(after?.photo?.[0]?.file_unique_id).not.toBe(before?.photo?.[0]?.file_unique_id);
  });

  it('is uploaded once: with another caption, or for somebody else, Telegram is told its file id', async () => {
    telegram.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
    const blob = await picture(10);
    await deliver({ blob });
    await deliver({ blob, caption: 'Corrected' });
    await deliver({ blob, to: nino, key: 'report:nino' });
    expect(uploads).toBe(1);
    expect(pictures(NINO)).toHaveLength(1);
    expect(pictures()).toMatchObject([{ caption: 'Corrected' }]);
  });

  it('is uploaded again when Telegram does not know its file id any more', async () => {
    const blob = await picture(10);
    await database.prisma.uploadedFile.create({ data: { sha256: blob, fileId: 'of another bot' } });
    await deliver({ blob });
    expect(pictures()).toHaveLength(1);
    expect(await database.prisma.uploadedFile.findMany()).toMatchObject([
      { sha256: blob, fileId: expect.not.stringMatching('of another bot') as string },
    ]);
  });

  it('is not doubled in a group when the connection broke after Telegram took it', async () => {
    await deliver({ blob: await picture(1), key: 'an older one' });
    const blob = await picture(10);
    telegram.emulator.seat.addFault({ method: 'sendPhoto', times: 1, drop: 'after' });
    await expect(deliver({ blob, caption: 'Today' })).rejects.toMatchObject({ reached: 'unknown' });
    await deliver({ blob, caption: 'Today', uncertain: true });
    expect(pictures().filter((one) => one.caption === 'Today')).toHaveLength(1);
  });

  it('is sent again when somebody has deleted the message', async () => {
    await deliver({ blob: await picture(10) });
    const [posted] = pictures();
    await telegram.api.deleteMessage(FORUM, posted?.message_id ?? 0);
    await deliver({ blob: await picture(20), caption: 'Again' });
    expect(pictures()).toMatchObject([{ caption: 'Again' }]);
  });

  it('that is not in the blobs is given up and holds nothing else back', async () => {
    await expect(deliver({ blob: 'a'.repeat(64) })).rejects.toMatchObject({
      code: 'telegram.no_picture',
      retryable: false,
    });
  });
});
