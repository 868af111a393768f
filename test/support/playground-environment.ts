import type { Playground } from '../../src/playground/index.js';

/** What an operator sets to run the program in the playground's world. */
export function playgroundEnvironment(playground: Playground, dataFolder: string): Record<string, string> {
  return {
    BOT_TOKEN: playground.botToken,
    ...playground.settings,
    // Its Telegram has no limits, and a day is over in a minute.
    TELEGRAM_PACE: '50',
    DATA_DIR: dataFolder,
  };
}
