import type { Prisma, PrismaClient } from '../../platform/prisma/index.js';
import { loadStatement, sqlOfPrisma, type Sql } from '../../platform/sql/index.js';
import { appendEvent, type Appended, type NewEvent } from '../events/index.js';
import { emitEffects, type NewEffect } from '../outbox/index.js';
import type { Wakeups } from '../wakeups/index.js';
import { enqueueJobs } from './enqueue.js';
import type { NewJob } from './new-job.js';

const stillSoundSql = loadStatement(import.meta.url, './sql/still-sound.sql');

/** One transaction: rows, events, jobs and effects that happen together or not at all. */
export interface Work {
  tx: Prisma.TransactionClient;
  append(event: NewEvent): Promise<Appended>;
  enqueue(...jobs: NewJob[]): Promise<void>;
  emit(...effects: NewEffect[]): Promise<void>;
}

export interface Workshop {
  /** Runs `write` in a transaction; workers and dispatchers are woken after it has committed. */
  transact<Result>(write: (work: Work, sql: Sql) => Promise<Result>): Promise<Result>;
}

export function createWorkshop(deps: { prisma: PrismaClient; wakeups: Wakeups }): Workshop {
  return {
    async transact(write) {
      const touched = { jobs: false, outbox: false, events: false };
      const result = await deps.prisma.$transaction(async (tx) => {
        const sql = sqlOfPrisma(tx);
        const work: Work = {
          tx,
          async append(event) {
            touched.jobs = true;
            touched.events = true;
            return appendEvent(sql, event);
          },
          async enqueue(...jobs) {
            touched.jobs = true;
            await enqueueJobs(sql, jobs);
          },
          async emit(...effects) {
            touched.outbox = true;
            await emitEffects(sql, effects);
          },
        };
        const written = await write(work, sql);
        // A statement that failed and was swallowed has aborted the transaction, and PostgreSQL answers its COMMIT with
        // a rollback and no error: this one fails then.
        await sql.rows(stillSoundSql, []);
        return written;
      });
      if (touched.jobs) deps.wakeups.wake('jobs');
      if (touched.outbox) deps.wakeups.wake('outbox');
      if (touched.events) deps.wakeups.wake('events');
      return result;
    },
  };
}
