import { join } from 'node:path';
import { autoRetry } from '@grammyjs/auto-retry';
import { Api } from 'grammy';
import { agents } from './agents/index.js';
import { forgetAnswers, healthRoutes, metricsRoutes, restApi, type HealthCheck } from './api/index.js';
import { checkRights, createBot, createChatReader, createClassifier, registerCommands } from './bot/index.js';
import { ConfigurationError, type Company, type Env } from './config/index.js';
import { createTelegramChannel, telegramPace } from './delivery/telegram/index.js';
import { DefinitionFaults, loadDefinitions, type ChecklistDefinitions } from './domain/checklists/index.js';
import { ensureAdmins } from './domain/staff/index.js';
import { EventIntake, InboundSignals, RedisMirror, settleEpoch } from './engine/events/index.js';
import { createJobMetrics, ENGINE_SETTINGS, Worker } from './engine/jobs/index.js';
import { Housekeeping } from './engine/housekeeping/index.js';
import { createOutboxMetrics, Dispatcher } from './engine/outbox/index.js';
import {
  createScheduleMetrics,
  createTask,
  forgetSlots,
  PRODUCT,
  rehearsePreviews,
  Scheduler,
  seedTasks,
} from './engine/schedules/index.js';
import { createWorkshop } from './engine/jobs/index.js';
import { Wakeups } from './engine/wakeups/index.js';
import { createHttpServer } from './ingress/http/index.js';
import {
  connectTelegram,
  createFileSource,
  forgetUpdates,
  telegramWebhook,
} from './ingress/telegram/index.js';
import {
  createRentalSystem,
  rentprogSender,
  umnicoSender,
  webhooks,
  yougileSender,
} from './ingress/webhooks/index.js';
import { createAmoCrmClient } from './integrations/amocrm/index.js';
import { createRentProgClient } from './integrations/rentprog/index.js';
import { createUmnicoClient } from './integrations/umnico/index.js';
import { createYouGileClient } from './integrations/yougile/index.js';
import { systemClock, type Clock } from './kernel/clock.js';
import { newCorrelationId } from './kernel/ids.js';
import {
  alertDeadJob,
  alertFailedEffect,
  createOrchestrator,
  createOrchestratorMetrics,
  productChecks,
} from './orchestrator/index.js';
import { createFolderBlobs, createS3Blobs, type Blobs } from './platform/blobs/index.js';
import { loadTexts, type Texts } from './platform/i18n/index.js';
import type { Logger } from './platform/log/index.js';
import { createRegistry, type Registry } from './platform/metrics/index.js';
import { packageRoot } from './platform/package-root.js';
import { applyMigrations, createPool } from './platform/postgres/index.js';
import { createPrisma, type PrismaClient } from './platform/prisma/index.js';
import { sqlOfPool } from './platform/sql/index.js';
import { createTools, toolDescriptions, type CreateFollowUp, type ToolDeps } from './tools/index.js';

/** How long running jobs may take to end when the program stops. */
const GRACE_MS = 10_000;
const LEASE_MS = 15_000;
const POLL_MS = 1_000;
/** What the engine asks of the database is short: a connection that is silent for so long is given up. */
const ENGINE_TIMEOUT_MS = 10_000;
/** Longer than a long poll. */
const TELEGRAM_TIMEOUT_SECONDS = 60;
const OUTSIDE_TIMEOUT_MS = 10_000;
/** A photo of 20 MB over a slow line. */
const PHOTO_TIMEOUT_MS = 30_000;
/** A model may think for a while. */
const LLM_TIMEOUT_MS = 60_000;

export interface App {
  /** Where its HTTP side answers. */
  url: string;
  prisma: PrismaClient;
  stop(): Promise<void>;
}

/** Wires everything and starts the roles of `env`. The only file that knows all the parts. */
export async function startApp(options: {
  env: Env;
  botToken: string;
  company: Company;
  databaseUrl: string;
  log: Logger;
  clock?: Clock;
  /** Run once the database is there, before anything works: the playground lets its people in. */
  seed?: (prisma: PrismaClient) => Promise<void>;
}): Promise<App> {
  const { env, botToken, company, databaseUrl, log } = options;
  const clock = options.clock ?? systemClock;
  const has = (role: Env['ROLES'][number]): boolean => env.ROLES.includes(role);
  const texts = loadTexts(join(packageRoot, 'locales'));
  const checklists = checklistsOf(company, texts);

  await applyMigrations({ url: databaseUrl, folder: join(packageRoot, 'prisma', 'migrations'), log });
  const max = 2 * env.WORKER_CONCURRENCY + 10;
  const pool = createPool({ url: databaseUrl, max, applicationName: 'branchline', log });
  // Webhooks and updates are stored over connections of their own: work never keeps what comes in waiting.
  const ingestPool = createPool({ url: databaseUrl, max: 10, applicationName: 'branchline ingest', log });
  const enginePool = createPool({
    url: databaseUrl,
    max: 10,
    applicationName: 'branchline engine',
    settings: ENGINE_SETTINGS,
    statementTimeoutMs: ENGINE_TIMEOUT_MS,
    log,
  });
  const prisma = createPrisma(pool);
  const sql = sqlOfPool(pool);
  const engine = { sql: sqlOfPool(enginePool) };
  const ingest = { sql: sqlOfPool(ingestPool) };
  await settleEpoch(sql);
  await ensureAdmins(prisma, env.ADMIN_IDS);
  await options.seed?.(prisma);

  const registry = createRegistry();
  const wakeups = new Wakeups({ pool, url: databaseUrl, log });
  const workshop = createWorkshop({ prisma, wakeups });
  const client = { apiRoot: env.TELEGRAM_API_ROOT, timeoutSeconds: TELEGRAM_TIMEOUT_SECONDS };
  // The outbox paces itself by what Telegram says; direct answers are repeated by the plugin.
  const outboxApi = new Api(botToken, client);
  const fetchFile = createFileSource({ api: outboxApi, apiRoot: env.TELEGRAM_API_ROOT, token: botToken });
  const blobs = photoStore(env);
  const rentals = createRentalSystem({
    clients: new Map(
      Object.entries(company.branches).map(([branch, { rentprog }]) => [
        branch,
        createRentProgClient({
          baseUrl: env.RENTPROG_BASE_URL,
          companyToken: rentprog.companyToken,
          timeoutMs: OUTSIDE_TIMEOUT_MS,
        }),
      ]),
    ),
    clock,
    timezone: company.timezone,
  });
  const createFollowUp: CreateFollowUp = async (work, { at, createdBy, ...followUp }) => {
    await createTask(work, orchestrator.tools, {
      ...followUp,
      ...{ scheduleKind: 'once', scheduleExpr: at.toISOString(), timezone: company.timezone },
      createdBy: createdBy ?? PRODUCT,
    });
  };
  const systems = await outsideSystems(env, company, registry);
  const orchestrator = createOrchestrator({
    ...{ prisma, sql, wakeups, log, agents, rentals },
    tracker: systems.yougile,
    view: { company, texts, clock },
    metrics: createOrchestratorMetrics(registry),
    tools: createTools({
      ...{ prisma, pool, company, texts, clock, createFollowUp },
      ...systems,
    }),
  });
  const {
    bot,
    features,
    jobs: botJobs,
  } = createBot(
    botToken,
    { client },
    {
      ...{ prisma, company, texts, checklists, clock, blobs, log, fetchFile },
      tools: orchestrator.tools,
      classify: systems.llm === null ? undefined : createClassifier(systems.llm, { log }),
      chats: {
        sender: systems.umnico,
        reader: systems.llm === null ? null : createChatReader(systems.llm, { log }),
        workshop,
      },
      onDeadUpdate: (job, error, work) => alertDeadJob(job, error, work, { company, texts }),
    },
  );
  bot.api.config.use(autoRetry({ maxRetryAttempts: 2, maxDelaySeconds: 5 }));

  await workshop.transact(async (work) => {
    await seedTasks(work, orchestrator.tools, productChecks({ company, texts }));
    if (has('bot')) await work.enqueue(checkRights(newCorrelationId(), clock.now()));
  });

  // Slots of their own for what answers people, for what decides, and for what waits for outside systems.
  const decisions = has('worker') ? orchestrator.jobs : [];
  const conversation = has('bot') ? botJobs : [];
  const outside = [...decisions, ...conversation].filter((job) => job.waitsOutside === true);
  const metrics = createJobMetrics(registry);
  const workers = [decisions, conversation, outside]
    .map((jobs) => (jobs === outside ? jobs : jobs.filter((job) => job.waitsOutside !== true)))
    .filter((jobs) => jobs.length > 0)
    .map(
      (definitions) =>
        new Worker(
          { ...engine, workshop, wakeups, log, metrics, definitions },
          {
            name: `${process.pid}-${newCorrelationId()}`,
            concurrency: env.WORKER_CONCURRENCY,
            leaseMs: LEASE_MS,
            pollMs: POLL_MS,
          },
        ),
    );
  const dispatcher = new Dispatcher({
    ...engine,
    wakeups,
    log,
    metrics: createOutboxMetrics(registry),
    channels: [
      createTelegramChannel({
        ...{ api: outboxApi, prisma, company, blobs, registry, log },
        pace: telegramPace(env.TELEGRAM_PACE),
      }),
    ],
    onFailed: (effect, error) =>
      workshop.transact((work) => alertFailedEffect(work, { company, texts }, effect, error)),
  });

  const redis =
    env.REDIS_URL !== undefined && has('worker')
      ? {
          mirror: new RedisMirror(
            { url: env.REDIS_URL, sql, transactions: workshop, wakeups, log },
            { pollMs: POLL_MS },
          ),
          signals: new InboundSignals({ url: env.REDIS_URL, sql, wakeups, clock, log }),
        }
      : undefined;

  const http = await createHttpServer(log);
  const parts: HealthCheck[] = [
    {
      name: 'database',
      check: async () => {
        await prisma.$queryRaw`select 1`;
      },
    },
  ];
  if (redis !== undefined) parts.push({ name: 'redis', optional: true, check: () => redis.mirror.check() });
  await http.register(healthRoutes(parts));
  await http.register(metricsRoutes({ registry, sql, token: env.METRICS_TOKEN }));
  if (has('web')) {
    const branches = Object.fromEntries(
      Object.entries(company.branches).map(([branch, { rentprog }]) => [branch, rentprog]),
    );
    await http.register(
      webhooks({
        intake: new EventIntake(ingest),
        ...{ wakeups, clock, registry },
        senders: [
          rentprogSender({ branches, timezone: company.timezone }),
          // Without a secret nobody could be let in: there is no such address then.
          ...(env.UMNICO_WEBHOOK_SECRET === undefined ? [] : [umnicoSender(env.UMNICO_WEBHOOK_SECRET)]),
          ...(env.YOUGILE_WEBHOOK_SECRET === undefined ? [] : [yougileSender(env.YOUGILE_WEBHOOK_SECRET)]),
        ],
      }),
    );
    await http.register(telegramWebhook({ ...ingest, wakeups, secret: env.webhookSecret }));
    await http.register(
      restApi({
        ...{ prisma, sql, workshop, wakeups },
        tools: orchestrator.tools,
        toolDescriptions: toolDescriptions(orchestrator.tools),
        questions: { company, texts, clock },
        shadowReplays: orchestrator.shadowReplays,
        bootstrapToken: env.API_TOKEN,
        timezone: company.timezone,
      }),
    );
  }
  const url = await http.listen({ host: env.host, port: env.PORT });

  const housekeeping = new Housekeeping({
    pool,
    log,
    keepDays: env.HISTORY_DAYS,
    more: [forgetUpdates, forgetSlots, forgetAnswers],
  });
  const scheduler = new Scheduler({ sql, wakeups, log, metrics: createScheduleMetrics(registry) });
  if (has('worker')) await housekeeping.start();
  await wakeups.listen();
  for (const worker of workers) worker.start();
  if (has('worker')) dispatcher.start();
  if (has('scheduler')) scheduler.start();
  await redis?.mirror.start();
  redis?.signals.start();
  const telegram = has('bot')
    ? connectTelegram({
        api: bot.api,
        ...ingest,
        wakeups,
        log,
        publicUrl: env.PUBLIC_URL,
        secret: env.webhookSecret,
        onConnected: () => registerCommands(bot.api, features, texts),
      })
    : undefined;
  if (has('web')) await rehearsePreviews(clock.now());

  return {
    url,
    prisma,
    async stop() {
      await telegram?.stop();
      await http.close();
      await Promise.all([scheduler.stop(), redis?.mirror.stop(), redis?.signals.stop()]);
      await Promise.all(workers.map((worker) => worker.stop(GRACE_MS)));
      await dispatcher.stop();
      await housekeeping.stop();
      await wakeups.stop();
      await prisma.$disconnect();
      await Promise.all([pool.end(), ingestPool.end(), enginePool.end()]);
    },
  };
}

/** A fault in a checklist stops the start as any other of the company's configuration. */
function checklistsOf({ branches, checklists: folder }: Company, texts: Texts): ChecklistDefinitions {
  try {
    return loadDefinitions({ branches: Object.keys(branches), texts, folder });
  } catch (error) {
    if (!(error instanceof DefinitionFaults)) throw error;
    throw new ConfigurationError('The checklists have faults:', error.faults);
  }
}

/** Where photos are kept: in a bucket when one is named, else in a folder, which is for one machine. */
function photoStore(env: Env): Blobs {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = env;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey)
    return createFolderBlobs(join(env.DATA_DIR, 'photos'));
  return createS3Blobs({
    ...{ endpoint, bucket, region, accessKeyId, secretAccessKey },
    timeoutMs: PHOTO_TIMEOUT_MS,
  });
}

/** The systems that tools speak to; null: it has no token, and the tool says which variable is missing. */
async function outsideSystems(
  env: Env,
  company: Company,
  registry: Registry,
): Promise<Pick<ToolDeps, 'umnico' | 'yougile' | 'yougileColumns' | 'amocrm' | 'llm' | 'httpAllowHosts'>> {
  const timeoutMs = OUTSIDE_TIMEOUT_MS;
  const columns = Object.entries(company.branches).flatMap(([branch, { yougileColumn }]) =>
    yougileColumn === undefined ? [] : [[branch, yougileColumn] as const],
  );
  return {
    umnico:
      env.UMNICO_TOKEN === undefined
        ? null
        : createUmnicoClient({ baseUrl: env.UMNICO_BASE_URL, token: env.UMNICO_TOKEN, timeoutMs }),
    yougile:
      env.YOUGILE_KEY === undefined
        ? null
        : createYouGileClient({ baseUrl: env.YOUGILE_BASE_URL, key: env.YOUGILE_KEY, timeoutMs }),
    yougileColumns: Object.fromEntries(columns),
    amocrm:
      env.AMOCRM_TOKEN === undefined || env.AMOCRM_BASE_URL === undefined
        ? null
        : createAmoCrmClient({ baseUrl: env.AMOCRM_BASE_URL, token: env.AMOCRM_TOKEN, timeoutMs }),
    llm: await languageModel(env, registry),
    httpAllowHosts: env.HTTP_ALLOW_HOSTS,
  };
}

/** Loads OpenAI's package only where it is used. */
async function languageModel(env: Env, registry: Registry): Promise<ToolDeps['llm']> {
  if (env.OPENAI_API_KEY === undefined) return null;
  const { createLlmClient } = await import('./integrations/openai/index.js');
  return createLlmClient({
    apiKey: env.OPENAI_API_KEY,
    baseUrl: env.OPENAI_BASE_URL,
    model: env.OPENAI_MODEL,
    timeoutMs: LLM_TIMEOUT_MS,
    dailyBudgetUsd: env.LLM_DAILY_BUDGET_USD,
    price: env.OPENAI_PRICE,
    registry,
  });
}
