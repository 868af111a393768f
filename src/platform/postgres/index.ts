export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded.js';
export type { PostgresLog } from './log.js';
export { applyMigrations } from './migrate.js';
export { createPool, withTransaction, type PoolOptions } from './pool.js';
