import { Counter, type Registry } from '../../platform/metrics/index.js';

export interface LlmMetrics {
  requests: Counter<'outcome'>;
  cost: Counter;
}

export function createLlmMetrics(registry: Registry): LlmMetrics {
  return {
    requests: new Counter({
      name: 'branchline_llm_requests_total',
      help: 'Requests to the language model, by outcome (done or the error without its prefix)',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    cost: new Counter({
      name: 'branchline_llm_cost_usd_total',
      help: 'What answers of the language model cost, in US dollars',
      registers: [registry],
    }),
  };
}
