// A process that sends: the product's dispatcher with Telegram as its only channel.
import { productModule, productRequire } from './build.mjs';
import { company } from './company.mjs';

const { createPool } = await productModule('platform/postgres/index.js');
const { createLog } = await productModule('platform/log/index.js');
const { createPrisma } = await productModule('platform/prisma/index.js');
const { createRegistry } = await productModule('platform/metrics/index.js');
const { sqlOfPool } = await productModule('platform/sql/index.js');
const { ENGINE_SETTINGS } = await productModule('engine/jobs/index.js');
const { createOutboxMetrics, Dispatcher } = await productModule('engine/outbox/index.js');
const { Wakeups } = await productModule('engine/wakeups/index.js');
const { createTelegramChannel, telegramPace } = await productModule('delivery/telegram/index.js');
const { Api } = productRequire('grammy');

const { DATABASE_URL: url, TELEGRAM: apiRoot, BOT_TOKEN: token, TIMES_FASTER: timesFaster } = process.env;

const log = createLog('warn', process.stderr);
const pool = createPool({ url, max: 20, applicationName: 'branchline', log });
const enginePool = createPool({
  url,
  max: 10,
  applicationName: 'branchline engine',
  settings: ENGINE_SETTINGS,
  log,
});
const prisma = createPrisma(pool);
const wakeups = new Wakeups({ pool, url, log });
const registry = createRegistry();
const branches = Object.fromEntries(
  Object.entries(company.branches).map(([name, { title, chatId }]) => [
    name,
    { title, chatId: BigInt(chatId) },
  ]),
);
const channel = createTelegramChannel({
  ...{ api: new Api(token, { apiRoot }), prisma, registry, log },
  company: { timezone: company.timezone, currency: company.currency, language: 'ru', branches },
  pace: telegramPace(Number(timesFaster)),
});
const dispatcher = new Dispatcher({
  ...{ sql: sqlOfPool(enginePool), wakeups, log, channels: [channel] },
  metrics: createOutboxMetrics(registry),
  onFailed: async (effect, error) =>
    log.error({ effectId: String(effect.id), error }, 'an effect was given up'),
});
await wakeups.listen();
dispatcher.start();
process.send({ ready: true });
process.on('disconnect', () => {
  void dispatcher.stop().finally(() => process.exit(0));
});
