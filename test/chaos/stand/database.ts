import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Logger } from '../../../src/platform/log/index.js';
import { packageRoot } from '../../../src/platform/package-root.js';
import { applyMigrations, createPool, startEmbeddedPostgres } from '../../../src/platform/postgres/index.js';

/** A PostgreSQL of the campaign's own, durable as in production. */
export interface CampaignDatabase {
  port: number;
  /** Of the server itself, past the proxy. */
  url: string;
  /** The harness's own connections, past the proxy; a restart breaks them as it breaks all others. */
  pool: Pool;
  rows<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** `pg_ctl stop -m immediate`, without a checkpoint; it comes up again on the same port and folder by itself. */
  crash(): void;
  /** Ends so many of the children's sessions, those of any work; answers how many it were. */
  terminate(count: number): Promise<number>;
  stop(): Promise<void>;
}

export async function startDatabase(folder: string, log: Logger): Promise<CampaignDatabase> {
  const data = join(folder, 'postgres');
  const server = await startEmbeddedPostgres({ folder: data, log });
  await applyMigrations({ url: server.url, folder: join(packageRoot, 'prisma', 'migrations'), log });
  const pool = createPool({ url: server.url, max: 4, applicationName: 'chaos harness', log });
  const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query(text, values)).rows as Row[];
  return {
    port: Number(new URL(server.url).port),
    url: server.url,
    pool,
    rows,
    crash() {
      const pid = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10);
      process.kill(pid, 'SIGQUIT');
    },
    async terminate(count) {
      const ended = await rows(
        `select pg_terminate_backend(pid) from (
           select pid from pg_stat_activity
           where application_name like 'branchline%' and pid <> pg_backend_pid()
           order by random() limit $1
         ) victims`,
        [count],
      );
      return ended.length;
    },
    async stop() {
      await pool.end();
      await server.stop();
    },
  };
}
