export { ENGINE_SETTINGS } from './connection.js';
export { attemptsOf, cancelJob, pauseKind, resumeKind, type AttemptRecord } from './control.js';
export { editDeadJob, reviveDeadJob, reviveDeadJobs } from './dead-letters.js';
export { enqueueJobs } from './enqueue.js';
export {
  DATABASE_JOB,
  defineJob,
  type AnyJobDefinition,
  type Job,
  type JobContext,
  type JobProgress,
} from './job.js';
export { createJobMetrics } from './metrics.js';
export type { NewJob } from './new-job.js';
export { withdrawJobs, type JobRef } from './withdraw.js';
export { createWorkshop, type Work, type Workshop } from './work.js';
export { Worker } from './worker.js';
