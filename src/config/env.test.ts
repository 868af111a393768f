import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from './env.js';
import { ConfigurationError } from './faults.js';

const token = '123456:ABCdefGHIjklMNOpqrsTUVwxyz012345678';

function faultsOf(variables: Record<string, string>): readonly string[] {
  try {
    readEnv(variables);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

describe('the environment', () => {
  it('may be empty: that is the playground, with the defaults of the contract', () => {
    expect(readEnv({})).toEqual({
      TELEGRAM_API_ROOT: 'https://api.telegram.org',
      DATA_DIR: resolve('.data'),
      PORT: 3000,
      ROLES: ['web', 'bot', 'worker', 'scheduler', 'browser'],
      WORKER_CONCURRENCY: 10,
      ADMIN_IDS: [],
      RENTPROG_BASE_URL: 'https://rentprog.net/api/v1/public',
      UMNICO_BASE_URL: 'https://api.umnico.com/v1.3',
      YOUGILE_BASE_URL: 'https://yougile.com/api-v2',
      OPENAI_BASE_URL: 'https://api.openai.com/v1',
      OPENAI_MODEL: 'gpt-4.1-mini',
      LLM_DAILY_BUDGET_USD: 5,
      S3_REGION: 'us-east-1',
      HTTP_ALLOW_HOSTS: [],
      HISTORY_DAYS: 30,
      LOG_LEVEL: 'info',
      playground: true,
      host: '127.0.0.1',
      webhookSecret: expect.stringMatching(/^[\w-]{1,256}$/) as string,
    });
  });

  it('with a token is the real bot, which listens on every address unless told otherwise', () => {
    expect(readEnv({ BOT_TOKEN: token })).toMatchObject({ playground: false, host: '0.0.0.0' });
    expect(readEnv({ BOT_TOKEN: token, HOST: '10.0.0.7' }).host).toBe('10.0.0.7');
    expect(readEnv({ HOST: '0.0.0.0' })).toMatchObject({ playground: true, host: '0.0.0.0' });
  });

  it('takes an empty variable for an absent one', () => {
    const names = ['BOT_TOKEN', 'PORT', 'DATABASE_URL', 'ADMIN_IDS', 'ROLES', 'METRICS_TOKEN', 'LOG_LEVEL'];
    expect(readEnv(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readEnv({}));
  });

  it('is read as it is meant', () => {
    const env = readEnv({
      PUBLIC_URL: 'https://bot.example.com/base//',
      DATABASE_URL: 'postgres://app:secret@db/branchline',
      DATA_DIR: '/var/lib/branchline',
      PORT: '8080',
      ROLES: 'web, worker',
      WORKER_CONCURRENCY: '3',
      ADMIN_IDS: '5001, 6500000001,',
      COMPANY_FILE: 'other.yaml',
      OPENAI_PRICE: '0.4/1.6',
      HTTP_ALLOW_HOSTS: 'api.Example.com, *.example.org:8443,',
      PATH: '/usr/bin',
    });
    expect(env).toMatchObject({
      PUBLIC_URL: 'https://bot.example.com/base',
      DATABASE_URL: 'postgres://app:secret@db/branchline',
      DATA_DIR: '/var/lib/branchline',
      PORT: 8080,
      ROLES: ['web', 'worker'],
      WORKER_CONCURRENCY: 3,
      ADMIN_IDS: [5001n, 6_500_000_001n],
      COMPANY_FILE: 'other.yaml',
      OPENAI_PRICE: { input: 0.4, output: 1.6 },
      HTTP_ALLOW_HOSTS: ['api.example.com', '*.example.org:8443'],
    });
    expect(env).not.toHaveProperty('PATH');
  });

  it('derives the secret of the Telegram webhook from the token, the same at every start', () => {
    const secret = readEnv({ BOT_TOKEN: token }).webhookSecret;
    expect(secret).toBe(readEnv({ BOT_TOKEN: token }).webhookSecret);
    expect(secret).not.toBe(readEnv({ BOT_TOKEN: `${token}x` }).webhookSecret);
    expect(secret).toMatch(/^[\w-]{1,256}$/);
    expect(secret).not.toContain(token.split(':')[1]);
    expect(readEnv({ BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: 'chosen_1' }).webhookSecret).toBe('chosen_1');
  });

  it('names a bucket for photos with all that it takes, or not at all', () => {
    const bucket = {
      S3_ENDPOINT: 'https://s3.eu-central-1.amazonaws.com/',
      S3_BUCKET: 'branchline-photos',
      S3_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      S3_SECRET_ACCESS_KEY: 'tell/no+one',
      S3_REGION: 'eu-central-1',
    };
    expect(readEnv(bucket)).toMatchObject({
      ...bucket,
      S3_ENDPOINT: 'https://s3.eu-central-1.amazonaws.com',
    });
    const faults = faultsOf({ S3_BUCKET: 'branchline-photos', S3_SECRET_ACCESS_KEY: 'tell/no+one' });
    expect(faults).toEqual([
      'S3_ENDPOINT: is missing: it goes with S3_BUCKET, S3_SECRET_ACCESS_KEY',
      'S3_ACCESS_KEY_ID: is missing: it goes with S3_BUCKET, S3_SECRET_ACCESS_KEY',
    ]);
  });

  it('with faults is refused with every one of them, by its name and without its value', () => {
    const wrong = {
      BOT_TOKEN: 'tell-no-one',
      TELEGRAM_API_ROOT: 'api.telegram.org',
      PUBLIC_URL: 'ftp://bot.example.com',
      TELEGRAM_WEBHOOK_SECRET: 'with a space',
      DATABASE_URL: 'mysql://db/branchline',
      PORT: '80800',
      ROLES: 'web,boss',
      WORKER_CONCURRENCY: '0',
      ADMIN_IDS: '5001,@nino',
      RENTPROG_BASE_URL: 'rentprog',
      LOG_LEVEL: 'loud',
      METRICS_TOKEN: 'short',
    };
    const faults = faultsOf(wrong);
    expect(faults.map((fault) => /^[A-Z_]+/.exec(fault)?.[0])).toEqual(Object.keys(wrong));
    for (const secret of ['tell-no-one', 'with a space', 'mysql://db', 'short"'])
      expect(faults.join('\n')).not.toContain(secret);
  });

  it.each([
    ['PORT', 'web'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['ROLES', ','],
    ['ADMIN_IDS', '-1001'],
    ['ADMIN_IDS', '5001;5002'],
    ['WORKER_CONCURRENCY', 'many'],
    ['BOT_TOKEN', `${token} `],
    ['OPENAI_API_KEY', 'with a space'],
    ['OPENAI_PRICE', '0.4'],
    ['LLM_DAILY_BUDGET_USD', '-1'],
    ['HTTP_ALLOW_HOSTS', 'https://api.example.com'],
    ['HTTP_ALLOW_HOSTS', '*'],
  ])('%s=%s is a fault', (name, value) => {
    expect(faultsOf({ [name]: value }).join()).toContain(name);
  });

  it('with a token of amoCRM but no address of the account is a fault', () => {
    expect(faultsOf({ AMOCRM_TOKEN: 'token' }).join()).toContain('AMOCRM_BASE_URL');
    expect(faultsOf({ AMOCRM_TOKEN: 'token', AMOCRM_BASE_URL: 'https://company.amocrm.ru' })).toEqual([]);
  });
});
