import type { Logger } from '../../platform/log/index.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { Job, JobProgress } from './job.js';

const reportProgressSql = loadStatement(import.meta.url, './sql/report-progress.sql');

const EVERY_MS = 1_000;

/** Stores what a handler says of its progress: the first at once, then the latest of each second. */
export function createProgress(
  deps: { sql: Sql; log: Logger },
  job: Job,
): { report: (progress: JobProgress) => void; end: () => void } {
  let latest: JobProgress | undefined;
  let pause: NodeJS.Timeout | undefined;

  function store(): void {
    pause = undefined;
    if (latest === undefined) return;
    const values = [job.leaseToken, job.id, JSON.stringify(latest)];
    latest = undefined;
    pause = setTimeout(store, EVERY_MS).unref();
    deps.sql.rows(reportProgressSql, values).catch((error: unknown) => {
      deps.log.warn({ err: error, jobId: String(job.id) }, 'progress could not be stored');
    });
  }

  return {
    report(progress) {
      latest = progress;
      if (pause === undefined) store();
    },
    end() {
      latest = undefined;
      clearTimeout(pause);
    },
  };
}
