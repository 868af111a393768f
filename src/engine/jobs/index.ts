export type { Backoff } from './backoff.js';
export { reviveDeadJob } from './dead-letters.js';
export { enqueueJobs } from './enqueue.js';
export { defineJob, type AnyJobDefinition, type Job, type JobContext, type NewJob } from './job.js';
export { createJobMetrics } from './metrics.js';
export { Worker } from './worker.js';
