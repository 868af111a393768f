import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createBot } from '../../src/bot/index.js';
import type { BotDeps } from '../../src/bot/core/deps.js';
import type { Feature } from '../../src/bot/core/feature.js';
import { createTelegramChannel, telegramPace } from '../../src/delivery/telegram/index.js';
import { loadDefinitions } from '../../src/domain/checklists/index.js';
import type { CompanyFacts } from '../../src/domain/company/index.js';
import { createJobMetrics, Worker } from '../../src/engine/jobs/index.js';
import { createOutboxMetrics, Dispatcher } from '../../src/engine/outbox/index.js';
import { connectTelegram, createFileSource } from '../../src/ingress/telegram/index.js';
import { createFolderBlobs } from '../../src/platform/blobs/index.js';
import { loadTexts } from '../../src/platform/i18n/index.js';
import { createLog } from '../../src/platform/log/index.js';
import { packageRoot } from '../../src/platform/package-root.js';
import {
  FORUM,
  GIORGI,
  NINO,
  OUTSIDER,
  run,
  type Running,
} from '../../src/playground/telegram/emulator-for-tests.js';
import { debugEchoTool } from '../../src/tools/debug-echo.js';
import { openTestDatabase, type OpenDatabase } from './database.js';
import { Person } from './person.js';
import { temporaryFolder } from './product.js';

/** Noon in Tbilisi, on a Monday. */
export const NOON = new Date('2031-03-03T08:00:00Z');

const company: CompanyFacts = {
  timezone: 'Asia/Tbilisi',
  currency: 'GEL',
  language: 'en',
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
  /** What the product takes for the present; the database and Telegram have their own. */
  setTime(now: Date): void;
  close(): Promise<void>;
}

/** Speaks English; people are Nino (admin) and Giorgi (manager of Tbilisi), or as `people` says. */
export async function startBot(
  options: { company?: Partial<CompanyFacts>; classify?: BotDeps['classify'] } = {},
): Promise<BotInTest> {
  const database = await openTestDatabase();
  const telegram = await run();
  const folder = temporaryFolder();
  const { prisma, sql, wakeups, workshop } = database;
  const log = createLog(process.env['TEST_LOG'] ?? 'silent');
  const { token, url } = telegram.emulator;
  let now = NOON;
  const echo = debugEchoTool();
  const facts = { ...company, ...options.company };
  const texts = loadTexts(join(packageRoot, 'locales'));
  const deps: BotDeps = {
    prisma,
    company: facts,
    texts,
    checklists: loadDefinitions({ branches: Object.keys(facts.branches), texts }),
    clock: { now: () => now },
    blobs: createFolderBlobs(folder.path),
    log,
    fetchFile: createFileSource({ api: telegram.api, apiRoot: url, token }),
    tools: new Map([[echo.name, echo]]),
    classify: options.classify,
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
    ...{ database, telegram, deps, features, group: FORUM },
    admin: person(NINO),
    manager: person(GIORGI),
    outsider: person(OUTSIDER),
    setTime(moment) {
      now = moment;
    },
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
