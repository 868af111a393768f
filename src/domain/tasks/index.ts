export type { TaskMode } from './card.js';
export { changeTask, type TaskChange, type TaskOutcome } from './change.js';
export { createStaffTask, taskIdOf, TITLE_LIMIT, type NewStaffTask } from './create.js';
export type { TaskDeps } from './deps.js';
export {
  branchesToAssignIn,
  colleaguesIn,
  countTasksOf,
  countTasksOfBranches,
  tasksOf,
  tasksOfBranches,
} from './lists.js';
export { findTask } from './store.js';
export { WAKE_TASK, wakeTask } from './wake.js';
export { SYNC_TASK, trackerIdOf, type TaskTracker } from './sync.js';
export { followTracker } from './tracked.js';
export { openTask } from './watch.js';
