import { readFileSync } from 'node:fs';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { job, newJob, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { sqlOfPool } from '../../platform/sql/index.js';
import { createClaims } from './claims.js';
import { enqueueJobs } from './enqueue.js';
import { Leases } from './leases.js';

/** What EXPLAIN tells of one node of a plan. */
interface Node {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
}

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterAll(() => engine.close());

describe('the plan of a claim', () => {
  const LIMIT = 10;

  it('is a short scan along the index right after a bulk load, when the statistics know nothing of it', async () => {
    await engine.rows('alter table jobs set (autovacuum_enabled = false)');
    const facts = (n: number): Parameters<typeof newJob>[0] => ({
      kind: ['wash', 'polish', 'refuel'][n % 3]!,
      priority: 1 + (n % 9),
      ...(n % 2 === 0 && { concurrencyKey: `car:${n % 10_000}` }),
    });
    await enqueueJobs(
      engine.sql,
      Array.from({ length: 50_000 }, (_, n) => newJob(facts(n))),
    );
    for (const mode of ['force_custom_plan', 'force_generic_plan']) {
      const plan = await planOf(mode);
      const found = plan.filter(
        (node) => node['Relation Name'] === 'jobs' && node['Node Type'] !== 'ModifyTable',
      );
      expect([...new Set(found.map((node) => node['Index Name']))].sort()).toEqual(
        ['jobs_of_key', 'jobs_pkey', 'jobs_ready'].sort(),
      );
      const along = found.filter((node) => node['Index Name'] === 'jobs_ready');
      expect(along).toHaveLength(1);
      // As many of each of the three kinds as are wanted in all, and the ones that are there are not read in vain.
      expect(rowsOf(along[0]!)).toBeLessThanOrEqual(3 * LIMIT);
      expect(along[0]!['Rows Removed by Filter'] ?? 0).toBeLessThanOrEqual(LIMIT);
      const sorts = plan.filter((node) => node['Node Type'].includes('Sort'));
      expect(Math.max(0, ...sorts.map(rowsOf))).toBeLessThanOrEqual(3 * LIMIT);
    }
  });

  async function planOf(mode: string): Promise<Node[]> {
    const connection = await engine.pool.connect();
    try {
      await connection.query('begin');
      await connection.query(`set local plan_cache_mode = ${mode}`);
      await connection.query(`prepare bare_claim (int, jsonb, text, float8) as ${statement('claim')}`);
      const kinds = JSON.stringify({ wash: {}, polish: {}, refuel: {} });
      const { rows } = await connection.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
        `explain (analyze, format json) execute bare_claim (${LIMIT}, '${kinds}', 'worker', 60000)`,
      );
      return flat(rows[0]!['QUERY PLAN'][0].Plan);
    } finally {
      await connection.query('rollback');
      await connection.query('deallocate bare_claim').catch(() => undefined);
      connection.release();
    }
  }
});

describe('a heartbeat', () => {
  it('is an update within the page that touches no index', async () => {
    const connection: PoolClient = await engine.pool.connect();
    try {
      const sql = sqlOfPool(connection);
      await enqueueJobs(sql, [newJob({ priority: 1, kind: 'heartbeat' })]);
      const leases = new Leases(sql, 60_000);
      const claims = createClaims(sql, [job(undefined, { kind: 'heartbeat' })], {
        name: 'worker',
        leaseMs: 60_000,
      });
      leases.take((await claims.claim(1)).jobs);
      for (let n = 0; n < 100; n++) await leases.renew();
      await eventually(async () => {
        await connection.query('select pg_stat_force_next_flush()');
        const { rows } = await connection.query<{ updates: number; hot: number }>(
          `select n_tup_upd::int as updates, n_tup_hot_upd::int as hot from pg_stat_user_tables where relname = 'job_leases'`,
        );
        // A page that somebody else looks at is not tidied just then, and one update has to move on. By an index on
        // what a heartbeat changes none of them would be HOT.
        return rows[0]?.updates === 100 && rows[0].hot >= 90;
      }, 'nearly all of 100 were HOT');
    } finally {
      connection.release();
    }
  });
});

function flat(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flat)];
}

function rowsOf(node: Node): number {
  return node['Actual Rows'] * node['Actual Loops'];
}

function statement(name: string): string {
  return readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8');
}
