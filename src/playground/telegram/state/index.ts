export type { Change } from './changes.js';
export type * from './records.js';
export type { State } from './state.js';
export { Store } from './store.js';
