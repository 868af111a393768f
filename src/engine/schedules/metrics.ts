import { Counter, Histogram, type Registry } from 'prom-client';

export interface ScheduleMetrics {
  lag: Histogram;
  slots: Counter<'cause'>;
}

export function createScheduleMetrics(registry: Registry): ScheduleMetrics {
  return {
    lag: new Histogram({
      name: 'branchline_schedule_lag_seconds',
      help: 'From the time of a slot until its job was made; slots that were caught up are left out',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
      registers: [registry],
    }),
    slots: new Counter({
      name: 'branchline_schedule_slots_total',
      help: 'Slots that were decided about, by what became of them',
      labelNames: ['cause'],
      registers: [registry],
    }),
  };
}
