export { healthRoutes, type HealthCheck } from './health.js';
export { metricsRoutes } from './metrics.js';
