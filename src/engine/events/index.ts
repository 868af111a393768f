export { appendEvent, quarantine, ROUTE_EVENT, SHOW_QUARANTINED } from './append.js';
export type { Appended, NewEvent } from './append.js';
export {
  BranchlineEvent,
  type CustomType,
  type EventOf,
  type EventType,
  type RentProgPayload,
} from './catalogue.js';
export { defineConsumer, type ConsumerDefinition, type Transactions } from './consumer-definition.js';
export { consumerLag, unsettledEvents, type ConsumerLag } from './consumer-lag.js';
export { customEvent, customType, LARGEST_CUSTOM_PAYLOAD } from './custom-event.js';
export type { Signal, SignalFault } from './custom-event.js';
export { settleEpoch } from './epoch.js';
export { acknowledge, release } from './group-lease.js';
export { findGroup, listGroups, type ListedGroup } from './group-list.js';
export { storedGroupName, type AgentGroup } from './group-name.js';
export { GroupReader } from './group-reader.js';
export { GroupType } from './group-types.js';
export { forgetGroup, keepGroup } from './keep-group.js';
export { EventIntake } from './intake.js';
export { EventConsumer } from './event-consumer.js';
export { readEvents, type StreamEvent, type StreamQuery, type StreamType } from './read-events.js';
export { InboundSignals, SIGNALS_GROUP, SIGNALS_STREAM } from './inbound-signals.js';
export { MIRROR_STREAM, REDIS_MIRROR, RedisMirror } from './redis-mirror.js';
export { replayFault } from './replay-fault.js';
export { seekConsumer, type SeekTarget } from './seek-consumer.js';
export { untilSettled } from './until-settled.js';
