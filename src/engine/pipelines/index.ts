export { compileRoute, type CompiledRoute } from './language.js';
export { createStepJob, startRun, type FinishedRun, type Tool } from './run.js';
