export { Housekeeping, type Forgetting } from './housekeeping.js';
