import { eventToPost } from './event-to-post.mjs';
import { jobsDrain } from './jobs-drain.mjs';
import { jobsEnqueue } from './jobs-enqueue.mjs';
import { jobsGrowth } from './jobs-growth.mjs';
import { jobsKeys } from './jobs-keys.mjs';
import { jobsLatency } from './jobs-latency.mjs';
import { jobsScale } from './jobs-scale.mjs';
import { outboxLimits } from './outbox-limits.mjs';
import { pressToChange } from './press-to-change.mjs';
import { webhookAck } from './webhook-ack.mjs';

/** In the order of a whole run. */
export const benches = {
  'jobs-drain': jobsDrain,
  'jobs-keys': jobsKeys,
  'jobs-enqueue': jobsEnqueue,
  'jobs-latency': jobsLatency,
  'jobs-growth': jobsGrowth,
  'jobs-scale': jobsScale,
  'webhook-ack': webhookAck,
  'event-to-post': eventToPost,
  'press-to-change': pressToChange,
  'outbox-limits': outboxLimits,
};
