export type { RestDeps } from './deps.js';
export { healthRoutes, type HealthCheck } from './health.js';
export { forgetAnswers } from './idempotency.js';
export { metricsRoutes } from './metrics.js';
export { restApi } from './rest.js';
