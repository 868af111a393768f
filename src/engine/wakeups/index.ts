export { Wakeups } from './wakeups.js';
