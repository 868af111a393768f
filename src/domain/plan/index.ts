export { branchDay, type BranchDay } from './branch-day.js';
export { branchPlan } from './branch-words.js';
export { planCard, readPlanLink } from './card.js';
export { dayAfter, dayNamed, dayOf, type Day } from './day.js';
export { LATE_AFTER_MS, plannedHandovers, type Branches, type PlannedHandover } from './handovers.js';
export { myDay, type Duty, type MyDay } from './my-day.js';
export { isPlanPosted, PLAN_REFRESH, planChanged, planHears, snapshotNow } from './refresh.js';
export { handoverLine, whenOf, type Reader } from './words.js';
