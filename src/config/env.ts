import { createHmac } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ConfigurationError, faultsOf } from './faults.js';

const roles = ['web', 'bot', 'worker', 'scheduler', 'browser'] as const;
export type Role = (typeof roles)[number];

const url = z
  .url({ protocol: /^https?$/, error: 'is no http(s) address' })
  .transform((text) => text.replace(/\/+$/, ''));
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'is no postgresql:// address' });
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'is no redis:// or rediss:// address' });
const port = z.coerce.number('is no port').int().min(0).max(65_535);
const idList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^[1-9]\d{0,15}$/, 'is no list of Telegram ids, comma separated')))
  .transform((ids) => ids.map(BigInt));

/** Goes into a header: visible ASCII only. */
const headerSecret = z.string().regex(/^[\x21-\x7e]+$/, 'may hold no spaces and no letters but a to z');
/** Stands in the address to which a system posts. */
const addressSecret = z.string().min(8, 'is too short to be a secret');
const tokenPrice = z
  .string()
  .regex(/^\d+(\.\d+)?\/\d+(\.\d+)?$/, 'is not like "0.4/1.6", US dollars for a million tokens in and out')
  .transform((text) => {
    const [input = 0, output = 0] = text.split('/').map(Number);
    return { input, output };
  });
const hostList = z
  .string()
  .transform((text) =>
    text
      .toLowerCase()
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(
    z.array(
      z
        .string()
        .regex(
          /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/,
          'is no list of hosts such as api.example.com, *.example.com or api.example.com:8443, comma separated',
        ),
    ),
  );

/** A bucket for photos: all of them, or none. */
const bucketNames = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

/** Names, meanings and defaults are those of the contract with operators; `.env.example` lists them. */
const environment = z
  .object({
    BOT_TOKEN: z
      .string()
      .regex(/^\d+:[\w-]{20,}$/, 'is no bot token (123456:ABC...); BotFather gives one')
      .optional(),
    TELEGRAM_API_ROOT: url.default('https://api.telegram.org'),
    TELEGRAM_PACE: z.coerce.number().min(0.1).max(100).optional(),
    PUBLIC_URL: url.optional(),
    TELEGRAM_WEBHOOK_SECRET: z
      .string()
      .regex(/^[\w-]{1,256}$/, 'may hold letters, digits, _ and - only, 1 to 256 of them')
      .optional(),
    DATABASE_URL: postgresUrl.optional(),
    REDIS_URL: redisUrl.optional(),
    DATA_DIR: z
      .string()
      .default('.data')
      .transform((path) => resolve(path)),
    HOST: z.string().optional(),
    PORT: port.default(3000),
    ROLES: z
      .string()
      .default(roles.join(','))
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .pipe(z.array(z.enum(roles)).min(1)),
    WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(200).default(10),
    COMPANY_FILE: z.string().optional(),
    ADMIN_IDS: idList.default([]),
    RENTPROG_BASE_URL: url.default('https://rentprog.net/api/v1/public'),
    UMNICO_TOKEN: headerSecret.optional(),
    UMNICO_BASE_URL: url.default('https://api.umnico.com/v1.3'),
    UMNICO_WEBHOOK_SECRET: addressSecret.optional(),
    YOUGILE_KEY: headerSecret.optional(),
    YOUGILE_BASE_URL: url.default('https://yougile.com/api-v2'),
    YOUGILE_WEBHOOK_SECRET: addressSecret.optional(),
    AMOCRM_TOKEN: headerSecret.optional(),
    AMOCRM_BASE_URL: url.optional(),
    OPENAI_API_KEY: headerSecret.optional(),
    OPENAI_BASE_URL: url.default('https://api.openai.com/v1'),
    OPENAI_MODEL: z.string().default('gpt-4.1-mini'),
    OPENAI_PRICE: tokenPrice.optional(),
    LLM_DAILY_BUDGET_USD: z.coerce.number('is no amount').nonnegative().default(5),
    S3_ENDPOINT: url.optional(),
    S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is no name of a bucket')
      .optional(),
    S3_ACCESS_KEY_ID: headerSecret.optional(),
    S3_SECRET_ACCESS_KEY: headerSecret.optional(),
    S3_REGION: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, 'is no region')
      .default('us-east-1'),
    HTTP_ALLOW_HOSTS: hostList.default([]),
    HISTORY_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    API_TOKEN: headerSecret.min(8, 'is too short to be a secret').optional(),
    METRICS_TOKEN: z.string().min(16, 'is too short to be a secret').optional(),
  })
  .refine((env) => env.AMOCRM_TOKEN === undefined || env.AMOCRM_BASE_URL !== undefined, {
    error: 'is missing: every amoCRM account has an address of its own',
    path: ['AMOCRM_BASE_URL'],
  })
  .superRefine((env, context) => {
    const present = bucketNames.filter((name) => env[name] !== undefined);
    if (present.length === 0) return;
    for (const name of bucketNames.filter((one) => !present.includes(one)))
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `is missing: it goes with ${present.join(', ')}`,
      });
  });

export type Env = z.output<typeof environment> & { playground: boolean; host: string; webhookSecret: string };

/**
 * Reads and checks the environment once. An empty variable is an absent one. Throws `ConfigurationError` naming
 * every fault.
 */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const present = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(present);
  if (!parsed.success) throw new ConfigurationError('The environment has faults:', faultsOf(parsed.error));
  const env = parsed.data;
  const playground = env.BOT_TOKEN === undefined;
  return {
    ...env,
    playground,
    host: env.HOST ?? (playground ? '127.0.0.1' : '0.0.0.0'),
    webhookSecret: env.TELEGRAM_WEBHOOK_SECRET ?? derivedSecret(env.BOT_TOKEN ?? 'playground'),
  };
}

/** The same for every process of one bot, and the token cannot be told from it. */
function derivedSecret(token: string): string {
  return createHmac('sha256', token).update('telegram webhook').digest('base64url');
}
