import type { Clock } from '../../kernel/clock.js';
import { IntegrationError } from '../../kernel/errors.js';

export interface DailyBudget {
  /** @throws `openai.budget_spent` when today's money is spent */
  check(): void;
  add(usd: number): void;
}

/** Money for one UTC day, of this process: what was spent is forgotten at a restart and not shared. */
export function createDailyBudget(options: { usd: number; clock: Clock }): DailyBudget {
  let spent = { day: '', usd: 0 };
  const today = (): string => options.clock.now().toISOString().slice(0, 10);
  return {
    check() {
      if (spent.day !== today() || spent.usd < options.usd) return;
      throw new IntegrationError('openai.budget_spent', {
        // Attempts of one step lie minutes apart, not a day.
        retryable: false,
        reached: 'no',
        message: `the language model's budget of ${String(options.usd)} USD is spent for ${spent.day} (UTC); LLM_DAILY_BUDGET_USD sets it`,
      });
    },
    add(usd) {
      const day = today();
      spent = { day, usd: (spent.day === day ? spent.usd : 0) + usd };
    },
  };
}
