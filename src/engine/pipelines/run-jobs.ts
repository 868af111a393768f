import type { AnyJobDefinition } from '../jobs/index.js';
import { createDeadlineJob } from './deadline.js';
import { createStepJobs, type StepDeps } from './step-job.js';
import { createAdvanceJob, createWakeJob } from './wait.js';

/** The jobs by which runs move on. */
export function createRunJobs(deps: StepDeps): AnyJobDefinition[] {
  return [...createStepJobs(deps), createWakeJob(deps), createAdvanceJob(deps), createDeadlineJob(deps)];
}
