export { Dispatcher } from './dispatcher.js';
export type { Channel, Effect, NewEffect } from './effect.js';
export { emitEffects } from './emit.js';
export { insist } from './insist.js';
export { createOutboxMetrics } from './metrics.js';
export type { ChannelPace, LanePace } from './pace.js';
