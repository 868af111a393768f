export { createWorkshop, type Work, type Workshop } from './work.js';
export { Wakeups, type WakeupTopic } from './wakeups.js';
