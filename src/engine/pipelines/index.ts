export { compilePipeline, compileRoute, type CompiledRoute } from './compile.js';
export { cancelRun, pauseRun, resumeRun, type CancelledRun } from './control.js';
export { dryRun } from './dry-run.js';
export type { Json } from './jmespath.js';
export { PARTS, Plan, type Part, type PlanStep } from './plan.js';
export { replayRun, replayRuns, type ReplayChanges } from './replay.js';
export { activeRuns, listRuns, type ListedRun, type RunFilter } from './run-filter.js';
export { createRunJobs } from './run-jobs.js';
export {
  BackoffStrategy,
  type FinishedRun,
  type RunCause,
  type RunState,
  type StepState,
} from './run-record.js';
export { shadowRun, type ShadowStep } from './shadow.js';
export { skipRun, startRun, type NewRun, type StartedRun } from './start-run.js';
export { timeline, type StepAttempt, type Timeline, type TimelineStep } from './timeline.js';
export { defineTool, type AnyTool, type Tool, type ToolContext, type ToolResult } from './tool.js';
export { resumeStep, type Outcome } from './wait.js';
