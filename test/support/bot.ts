import { Registry } from 'prom-client';
import { createBot, type ClientChats } from '../../src/bot/index.js';
import type { BotDeps } from '../../src/bot/core/deps.js';
import type { Feature } from '../../src/bot/core/feature.js';
import { createTelegramChannel, telegramPace } from '../../src/delivery/telegram/index.js';
import { loadDefinitions } from '../../src/domain/checklists/index.js';
import type { CompanyFacts } from '../../src/domain/company/index.js';
import { createJobMetrics, Worker } from '../../src/engine/jobs/index.js';
import { createOutboxMetrics, Dispatcher } from '../../src/engine/outbox/index.js';
import { connectTelegram, createFileSource } from '../../src/ingress/telegram/index.js';
import { createFolderBlobs } from '../../src/platform/blobs/index.js';
import { createLog } from '../../src/platform/log/index.js';
import {
  FORUM,
  GIORGI,
  NINO,
  OUTSIDER,
  run,
  type Running,
} from '../../src/playground/telegram/emulator-for-tests.js';
import { debugEchoTool } from '../../src/tools/debug-echo.js';
import type { SeatMessage } from '../../src/playground/telegram/index.js';
import { COMPANY, companyInTest } from './company.js';
import { openTestDatabase, type OpenDatabase } from './database.js';
import { eventually } from './eventually.js';
import { Person } from './person.js';
import { temporaryFolder } from './product.js';

const HANDLED_WITHIN_MS = 20_000;

/** Tbilisi has the group that the emulator knows; the bot was never in that of Batumi. */
const company: CompanyFacts = {
  ...COMPANY,
  branches: {
    tbilisi: { title: 'Tbilisi', chatId: BigInt(FORUM) },
    batumi: { title: 'Batumi', chatId: -1_009_999_999_999n },
  },
};

/** The bot with all its features, its own database and Telegram, and nothing else of the product. */
export interface BotInTest {
  database: OpenDatabase;
  telegram: Running;
  deps: BotDeps;
  features: readonly Feature[];
  /** An admin, a manager of Tbilisi (GIORGI), and somebody who is nobody until a test makes them something. */
  admin: Person;
  manager: Person;
  outsider: Person;
  /** The branch's group of Tbilisi. */
  group: number;
  /** From now on the outsider works in Tbilisi under this name, and reads English. */
  hires(name: string): Promise<void>;
  /** Waits until the bot is done with this message of a person: what it answers at once has been answered. */
  handled(message: SeatMessage): Promise<void>;
  /** What the product takes for the present; the database and Telegram have their own. */
  setTime(now: Date): void;
  close(): Promise<void>;
}

/** Speaks English; people are Nino (admin) and Giorgi (manager of Tbilisi), or as `people` says. */
export async function startBot(
  options: {
    company?: Partial<CompanyFacts>;
    classify?: BotDeps['classify'];
    chats?: Omit<ClientChats, 'workshop'>;
    answerWithinMs?: number;
  } = {},
): Promise<BotInTest> {
  const database = await openTestDatabase();
  const telegram = await run();
  const folder = temporaryFolder();
  const { prisma, sql, wakeups, workshop } = database;
  const log = createLog(process.env['TEST_LOG'] ?? 'silent');
  const { token, url } = telegram.emulator;
  const echo = debugEchoTool();
  const facts = { ...company, ...options.company };
  const { texts, clock, setTime } = companyInTest();
  const deps: BotDeps = {
    prisma,
    company: facts,
    texts,
    checklists: loadDefinitions({ branches: Object.keys(facts.branches), texts }),
    clock,
    blobs: createFolderBlobs(folder.path),
    log,
    fetchFile: createFileSource({ api: telegram.api, apiRoot: url, token }),
    tools: new Map([[echo.name, echo]]),
    classify: options.classify,
    // Whoever waits for the words of an answer gets them, however slow the machine is.
    answerWithinMs: options.answerWithinMs ?? 60_000,
    chats: options.chats && { ...options.chats, workshop },
  };
  await prisma.staff.createMany({
    data: [
      { telegramId: BigInt(NINO), name: 'Nino', role: 'admin', branches: [], language: 'en' },
      { telegramId: BigInt(GIORGI), name: 'Giorgi', role: 'manager', branches: ['tbilisi'], language: 'en' },
    ],
  });
  const { bot, jobs, features } = createBot(
    token,
    { client: { apiRoot: url } },
    { ...deps, onDeadUpdate: () => Promise.resolve() },
  );
  const worker = new Worker(
    { sql, workshop, wakeups, log, metrics: createJobMetrics(new Registry()), definitions: jobs },
    { name: 'bot in a test', concurrency: 5, leaseMs: 15_000, pollMs: 200 },
  );
  const dispatcher = new Dispatcher({
    ...{ sql, wakeups, log, metrics: createOutboxMetrics(new Registry()) },
    channels: [
      createTelegramChannel({
        ...{ api: telegram.api, prisma, company: deps.company, registry: new Registry(), log },
        blobs: deps.blobs,
        pace: telegramPace(50),
      }),
    ],
    onFailed: () => Promise.resolve(),
  });
  await wakeups.listen();
  worker.start();
  dispatcher.start();
  const connection = connectTelegram({
    ...{ api: bot.api, sql, wakeups, log },
    publicUrl: undefined,
    secret: 'not used',
    onConnected: () => Promise.resolve(),
  });
  const person = (id: number): Person => new Person(telegram.emulator.seat, id);
  return {
    ...{ database, telegram, deps, features, setTime, group: FORUM },
    admin: person(NINO),
    manager: person(GIORGI),
    outsider: person(OUTSIDER),
    async hires(name) {
      const data = {
        telegramId: BigInt(OUTSIDER),
        name,
        role: 'staff',
        branches: ['tbilisi'],
        language: 'en',
      };
      await prisma.staff.create({ data });
    },
    handled: ({ message_id, chat }) =>
      eventually(
        async () => {
          const found = await database.rows(
            `select 1 from telegram_updates u
             join finished_jobs j on j.kind = 'telegram.update' and j.payload ->> 'updateId' = u.update_id::text
             where u.body #>> '{message,chat,id}' = $1 and u.body #>> '{message,message_id}' = $2`,
            [String(chat.id), String(message_id)],
          );
          return found.length > 0;
        },
        `message ${message_id} is handled`,
        HANDLED_WITHIN_MS,
      ),
    async close() {
      await connection.stop();
      await worker.stop(1_000);
      await dispatcher.stop();
      await telegram.emulator.close();
      await database.close();
      folder.remove();
    },
  };
}
