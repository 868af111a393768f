import { Counter, Histogram, type Registry } from 'prom-client';

export interface JobMetrics {
  total: Counter<'kind' | 'outcome'>;
  duration: Histogram<'kind'>;
  wait: Histogram;
}

export function createJobMetrics(registry: Registry): JobMetrics {
  const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
  return {
    total: new Counter({
      name: 'branchline_jobs_total',
      help: 'Ended attempts of jobs by kind and outcome',
      labelNames: ['kind', 'outcome'],
      registers: [registry],
    }),
    duration: new Histogram({
      name: 'branchline_job_duration_seconds',
      help: 'How long an attempt took',
      labelNames: ['kind'],
      buckets,
      registers: [registry],
    }),
    wait: new Histogram({
      name: 'branchline_job_wait_seconds',
      help: 'From when a job could have started until it did',
      buckets,
      registers: [registry],
    }),
  };
}
