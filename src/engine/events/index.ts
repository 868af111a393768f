export { appendEvent, quarantine, ROUTE_EVENT, SHOW_QUARANTINED } from './append.js';
export type { Appended, NewEvent } from './append.js';
export { BranchlineEvent, type EventOf, type EventType, type RentProgPayload } from './catalogue.js';
export { settleEpoch } from './epoch.js';
