import type { Playground } from '../../src/playground/index.js';

/** What an operator sets to run the program in the playground's world. */
export function playgroundEnvironment(playground: Playground, dataFolder: string): Record<string, string> {
  return {
    BOT_TOKEN: playground.botToken,
    TELEGRAM_API_ROOT: playground.telegram.url,
    // Its Telegram has no limits, and a day is over in a minute.
    TELEGRAM_PACE: '50',
    RENTPROG_BASE_URL: playground.rentprogUrl,
    UMNICO_TOKEN: playground.umnico.token,
    UMNICO_BASE_URL: playground.umnico.url,
    UMNICO_WEBHOOK_SECRET: playground.umnico.webhookSecret,
    YOUGILE_KEY: playground.yougile.key,
    YOUGILE_BASE_URL: playground.yougile.url,
    YOUGILE_WEBHOOK_SECRET: playground.yougile.webhookSecret,
    DATA_DIR: dataFolder,
  };
}
