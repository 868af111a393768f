import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { startApp } from './app.js';
import { Company, ConfigurationError, readCompany, readEnv, type Env } from './config/index.js';
import { BranchlineError } from './kernel/errors.js';
import { createLog, type Logger } from './platform/log/index.js';
import { startEmbeddedPostgres } from './platform/postgres/index.js';
import { startPlayground } from './playground/index.js';
import { seedPlaygroundStaff } from './playground-staff.js';

/** sysexits.h: something was found in an unconfigured or misconfigured state. */
const EX_CONFIG = 78;

/** The playground's Telegram has no limits, and whoever sits down there sees in a minute what takes a morning. */
const PLAYGROUND_PACE = 20;

type Stop = () => Promise<void>;

const stops: Stop[] = [];

async function run(): Promise<void> {
  const env = readEnv(process.env);
  // In the playground a person sits at the terminal: problems only, and the address.
  const log = createLog(env.playground && process.env['LOG_LEVEL'] === undefined ? 'warn' : env.LOG_LEVEL);
  stopOnSignals(stops, log);
  const company = env.playground ? undefined : readCompanyFile(env);
  const databaseUrl = env.DATABASE_URL ?? (await startOwnDatabase(env, log, stops));
  if (company === undefined) await startInPlayground(env, databaseUrl, log, stops);
  else {
    const app = await startApp({ env, botToken: env.BOT_TOKEN ?? '', company, databaseUrl, log });
    stops.unshift(() => app.stop());
    log.info({ url: app.url, roles: env.ROLES }, 'started');
  }
}

function readCompanyFile(env: Env): Company {
  const path = env.COMPANY_FILE ?? 'company.yaml';
  if (!existsSync(path))
    throw new ConfigurationError('There is no company file:', [
      `${path} does not exist; copy company.example.yaml there, or name another with COMPANY_FILE`,
    ]);
  const company = readCompany(readFileSync(path, 'utf8'), process.env);
  const { checklists } = company;
  return checklists === undefined ? company : { ...company, checklists: resolve(dirname(path), checklists) };
}

async function startOwnDatabase(env: Env, log: Logger, stops: Stop[]): Promise<string> {
  const database = await startEmbeddedPostgres({ folder: join(env.DATA_DIR, 'postgres'), log });
  stops.unshift(() => database.stop());
  return database.url;
}

async function startInPlayground(env: Env, databaseUrl: string, log: Logger, stops: Stop[]): Promise<void> {
  let productUrl = '';
  const playground = await startPlayground({
    folder: join(env.DATA_DIR, 'playground'),
    host: env.host,
    port: env.PORT === 0 ? 0 : env.PORT + 1,
    productUrl: () => productUrl,
  });
  stops.unshift(() => playground.close());
  const app = await startApp({
    env: {
      ...env,
      ...playground.settings,
      TELEGRAM_PACE: env.TELEGRAM_PACE ?? PLAYGROUND_PACE,
    },
    botToken: playground.botToken,
    company: Company.parse(playground.company),
    databaseUrl,
    log,
    seed: (prisma) => seedPlaygroundStaff(prisma, playground.staff),
  });
  stops.unshift(() => app.stop());
  productUrl = app.url;
  playground.letStaffStart();
  console.log(`\n  Branchline playground: ${playground.url}\n  Webhooks and health:   ${app.url}\n`);
}

function stopOnSignals(stops: Stop[], log: Logger): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    void stopAll(stops, log).then((exitCode) => process.exit(exitCode));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      stop(signal);
    });
}

async function stopAll(stops: Stop[], log: Logger): Promise<number> {
  let exitCode = 0;
  for (const stop of stops.splice(0))
    await stop().catch((error: unknown) => {
      log.error({ err: error }, 'a part did not stop as it should');
      exitCode = 1;
    });
  return exitCode;
}

run().catch(async (error: unknown) => {
  console.error(error instanceof ConfigurationError ? error.message : explain(error));
  // What was started before the fault is stopped too: a database of our own must not stay behind.
  await stopAll(stops, createLog('error'));
  process.exit(error instanceof ConfigurationError ? EX_CONFIG : 1);
});

/** What our own errors say is meant for the operator; a stack is for what nobody expected. */
function explain(error: unknown): string {
  if (error instanceof BranchlineError) return `Branchline cannot start: ${error.message}`;
  if ((error as { code?: unknown }).code === 'EADDRINUSE')
    return `Branchline cannot start: the port is in use (${(error as Error).message}). Stop what uses it, or set PORT to another one; the playground takes PORT and the one after it.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
