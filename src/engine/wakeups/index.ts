export { Pause } from './pause.js';
export { Wakeups } from './wakeups.js';
