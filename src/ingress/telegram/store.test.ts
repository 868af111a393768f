import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { createLog } from '../../platform/log/index.js';
import { createHttpServer } from '../http/index.js';
import { StoredUpdate, storeUpdate } from './store.js';
import { telegramWebhook } from './webhook.js';

const secret = 'telegram-secret_1';
const nino = { id: 6_500_000_001, is_bot: false, first_name: 'Нино <b>', language_code: 'ka' };
const giorgi = { id: 6_500_000_002, is_bot: false, first_name: 'Giorgi' };
const forum = { id: -1_001_234_567_890, type: 'supergroup', title: 'Branch', is_forum: true };

let database: OpenDatabase;
let server: Awaited<ReturnType<typeof createHttpServer>>;
let url: string;

beforeAll(async () => {
  database = await openTestDatabase();
  server = await createHttpServer(createLog('silent'));
  await server.register(telegramWebhook({ sql: database.sql, wakeups: database.wakeups, secret }));
  url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/telegram`;
});

afterEach(() => database.rows('truncate telegram_updates, jobs'));

afterAll(async () => {
  await server.close();
  await database.close();
});

const updates = (): Promise<{ update_id: bigint; body: unknown }[]> =>
  database.rows('select update_id, body from telegram_updates order by update_id');
const jobs = (): Promise<{ kind: string; payload: unknown; concurrency_key: string }[]> =>
  database.rows('select kind, payload, concurrency_key from jobs order by id');

let lastId = 100;

function store(update: object): Promise<boolean> {
  lastId += 1;
  return storeUpdate(database, StoredUpdate.parse({ update_id: lastId, ...update }));
}

function messageOf(from: object, chat: object, more: object = {}): object {
  return { message: { message_id: 7, date: 1_764_000_000, from, chat, text: 'Привет', ...more } };
}

describe('an update', () => {
  it('is stored as it came, together with the job that handles it', async () => {
    const update = {
      update_id: 900_000_001,
      ...messageOf(nino, forum, { future_field: { of: ['Telegram'] } }),
    };
    expect(await storeUpdate(database, StoredUpdate.parse(update))).toBe(true);
    expect(await updates()).toEqual([{ update_id: 900_000_001n, body: update }]);
    expect(await jobs()).toMatchObject([{ kind: 'telegram.update', payload: { updateId: '900000001' } }]);
  });

  it('is stored once, however often and at whatever moment it comes', async () => {
    const update = StoredUpdate.parse({ update_id: 5, ...messageOf(nino, nino) });
    const fresh = await Promise.all(Array.from({ length: 10 }, () => storeUpdate(database, update)));
    expect(fresh.filter(Boolean)).toHaveLength(1);
    expect(await storeUpdate(database, update)).toBe(false);
    expect(await updates()).toHaveLength(1);
    expect(await jobs()).toHaveLength(1);
  });

  it('of a kind that nobody knows yet is kept too, and waits for nothing', async () => {
    await store({ telepathy: { thought: 'hm' } });
    await store({ telepathy: { thought: 'hm' } });
    const keys = (await jobs()).map((job) => job.concurrency_key);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('the order of updates', () => {
  /** The keys under which these updates are handled: those of one key one after the other. */
  async function keysOf(...all: object[]): Promise<string[]> {
    for (const update of all) await store(update);
    return (await jobs()).map((job) => job.concurrency_key);
  }

  const topic = { message_thread_id: 17, is_topic_message: true };
  const press = (from: object, message: object): object => ({
    callback_query: { id: '1', from, chat_instance: '1', data: 'x', ...message },
  });

  it('is kept for what one person writes, edits and presses in one topic', async () => {
    const [edited] = Object.values(messageOf(nino, forum, topic)) as [object];
    const keys = await keysOf(
      messageOf(nino, forum, topic),
      { edited_message: edited },
      press(nino, messageOf({ id: 1, is_bot: true }, forum, topic)),
    );
    expect(new Set(keys).size).toBe(1);
  });

  it('is not kept between people, topics and chats', async () => {
    const keys = await keysOf(
      messageOf(nino, forum, topic),
      messageOf(giorgi, forum, topic),
      messageOf(nino, forum, { ...topic, message_thread_id: 18 }),
      messageOf(nino, forum),
      messageOf(nino, nino),
    );
    expect(new Set(keys).size).toBe(5);
  });

  it('takes a reply in General for General, though it carries a thread id', async () => {
    const keys = await keysOf(messageOf(nino, forum), messageOf(nino, forum, { message_thread_id: 17 }));
    expect(new Set(keys).size).toBe(1);
  });

  it('is kept for what happens to the membership in one chat', async () => {
    const change = (chat: object): object => ({ my_chat_member: { chat, from: nino, date: 1 } });
    const keys = await keysOf(change(forum), change(forum), change(nino));
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });
});

describe('POST /telegram', () => {
  async function deliver(body: string, given: string | undefined): Promise<[number, unknown]> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(given !== undefined && { 'x-telegram-bot-api-secret-token': given }),
      },
      body,
    });
    return [response.status, await response.json()];
  }

  const update = { update_id: 77, ...messageOf(nino, nino) };

  it('answers 200 once the update is stored, and again when Telegram repeats it', async () => {
    for (let time = 0; time < 2; time += 1) {
      expect(await deliver(JSON.stringify(update), secret)).toEqual([200, { ok: true }]);
      expect(await updates()).toEqual([{ update_id: 77n, body: update }]);
      expect(await jobs()).toHaveLength(1);
    }
  });

  it.each([
    ['missing', undefined],
    ['wrong', 'telegram-secret_2'],
    ['empty', ''],
  ])('refuses with 401 when the secret is %s', async (_, given) => {
    expect(await deliver(JSON.stringify(update), given)).toEqual([
      401,
      {
        error: 'unauthorised',
        message: expect.any(String) as string,
        details: {},
        requestId: expect.any(String) as string,
      },
    ]);
    expect(await updates()).toEqual([]);
  });

  it.each([
    '{}',
    '[]',
    '"update"',
    '{"update_id":"77"}',
    '{"update_id":1.5}',
    '{"update_id":1,"message":7}',
    '{"upd',
  ])('refuses with 400 what is no update: %s', async (body) => {
    expect(await deliver(body, secret)).toMatchObject([400, { error: 'bad_request' }]);
    expect(await updates()).toEqual([]);
  });
});
