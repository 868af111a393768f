import { Counter, Histogram, type Registry } from '../platform/metrics/index.js';

export interface OrchestratorMetrics {
  events: Counter<'type' | 'source'>;
  agentDuration: Histogram<'agent' | 'outcome'>;
}

export function createOrchestratorMetrics(registry: Registry): OrchestratorMetrics {
  return {
    events: new Counter({
      name: 'branchline_events_total',
      help: 'Events that were routed, by type and source; type quarantine: nobody understood them',
      labelNames: ['type', 'source'],
      registers: [registry],
    }),
    agentDuration: new Histogram({
      name: 'branchline_agent_duration_seconds',
      help: 'How long an agent took to decide',
      labelNames: ['agent', 'outcome'],
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
      registers: [registry],
    }),
  };
}
