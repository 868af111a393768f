import type { BaseLogger } from 'pino';

/** What this folder asks of a log; the program's own pino logger is one. */
export type PostgresLog = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
