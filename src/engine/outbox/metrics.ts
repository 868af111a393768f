import { Histogram, type Registry } from 'prom-client';

export interface OutboxMetrics {
  latency: Histogram<'channel' | 'priority'>;
  eventToPost: Histogram;
}

export function createOutboxMetrics(registry: Registry): OutboxMetrics {
  const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300];
  return {
    latency: new Histogram({
      name: 'branchline_outbox_latency_seconds',
      help: 'From the commit of an effect until it was delivered',
      labelNames: ['channel', 'priority'],
      buckets,
      registers: [registry],
    }),
    eventToPost: new Histogram({
      name: 'branchline_event_to_post_seconds',
      help: 'From the storing of an event until what followed from it was delivered',
      buckets,
      registers: [registry],
    }),
  };
}
