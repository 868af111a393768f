import { Api, Bot } from 'grammy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { createLog } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import { FORUM, GROUP, NINO, run, type Running } from '../../playground/telegram/emulator-for-tests.js';
import { rememberOwnMessages, reviveChats } from './known-chats.js';

const log = createLog('silent');
let database: OpenDatabase;
let prisma: PrismaClient;
let telegram: Running;
let api: Api;

beforeAll(async () => {
  database = await openTestDatabase();
  ({ prisma } = database);
});

beforeEach(async () => {
  telegram = await run();
  api = new Api(telegram.emulator.token, { apiRoot: telegram.emulator.url });
  api.config.use(rememberOwnMessages({ prisma, log }));
});

afterEach(async () => {
  await telegram.emulator.close();
  await database.rows('truncate telegram_chats');
});

afterAll(() => database.close());

async function newestOwn(): Promise<Record<string, number | null>> {
  const chats = await prisma.telegramChat.findMany();
  return Object.fromEntries(
    chats.map((chat) => [String(chat.chatId), chat.newestOwn === null ? null : Number(chat.newestOwn)]),
  );
}

describe('what the bot itself sends', () => {
  it('into a supergroup is remembered by its newest number', async () => {
    await api.sendMessage(FORUM, 'one');
    const { message_id } = await api.sendMessage(FORUM, 'two');
    await api.editMessageText(FORUM, message_id - 1, 'one, changed');
    expect(await newestOwn()).toEqual({ [FORUM]: message_id });
  });

  it('to people and into basic groups is not: their numbers say nothing', async () => {
    telegram.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
    await api.sendMessage(NINO, 'hello');
    await api.sendMessage(GROUP, 'hello');
    await api.sendChatAction(FORUM, 'typing').catch(() => undefined);
    expect(await newestOwn()).toEqual({});
  });

  it('arrives although it cannot be remembered', async () => {
    const away = { $executeRaw: () => Promise.reject(new Error('away')) } as unknown as PrismaClient;
    const forgetful = new Api(telegram.emulator.token, { apiRoot: telegram.emulator.url });
    forgetful.config.use(rememberOwnMessages({ prisma: away, log }));
    expect(await forgetful.sendMessage(FORUM, 'one')).toMatchObject({ text: 'one' });
  });
});

describe('a chat that had shut the bot out', () => {
  const person = { id: NINO, is_bot: false, first_name: 'Nino' };
  const chat = { id: NINO, type: 'private' as const, first_name: 'Nino' };

  async function after(update: object): Promise<string | undefined> {
    await prisma.telegramChat.create({ data: { chatId: BigInt(NINO), state: 'gone' } });
    const bot = new Bot(telegram.emulator.token, { client: { apiRoot: telegram.emulator.url } });
    await bot.init();
    bot.use(reviveChats({ prisma }));
    await bot.handleUpdate({ update_id: 1, ...update });
    const [known] = await prisma.telegramChat.findMany();
    return known?.state;
  }

  function membership(status: string): object {
    const member = { user: person, status };
    return {
      my_chat_member: { chat, from: person, date: 0, old_chat_member: member, new_chat_member: member },
    };
  }

  it('is there again when somebody writes in it', async () => {
    expect(await after({ message: { message_id: 5, date: 0, chat, from: person, text: '/start' } })).toBe(
      'active',
    );
  });

  it('is there again when it lets the bot in', async () => {
    expect(await after(membership('member'))).toBe('active');
  });

  it('stays shut when it says just that', async () => {
    expect(await after(membership('kicked'))).toBe('gone');
  });
});
