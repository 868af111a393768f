export { reviveDeadJob } from './dead-letters.js';
export { defineJob, type AnyJobDefinition, type Job, type JobContext } from './job.js';
export { createJobMetrics } from './metrics.js';
export type { NewJob } from './new-job.js';
export { createWorkshop, type Work, type Workshop } from './work.js';
export { Worker } from './worker.js';
