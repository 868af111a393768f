import { contender } from '../contenders/index.mjs';
import { query } from './server.mjs';

/**
 * A fresh database with a contender's tables for `work`, and one to warm up in.
 *
 * @template Result
 * @param {object} context of the run
 * @param {string} name of the contender
 * @param {(urls: { url: string, warmUpUrl: string | undefined }) => Promise<Result>} work
 */
export async function withJobsDatabase(context, name, work) {
  return withWarmUpDatabase(context, name, (warmUpUrl) =>
    context.server.withDatabase(
      name,
      (url) => prepare(name, url),
      (url) => work({ url, warmUpUrl }),
    ),
  );
}

/** Undefined in a quick run, whose figures nobody reads. */
export async function withWarmUpDatabase({ server, quick }, name, work) {
  if (quick) return work(undefined);
  return server.withDatabase(name, (url) => prepare(name, url), work);
}

async function prepare(name, url) {
  const { prepare: make } = await contender(name);
  await make(url);
}

/** Cold is how a bulk load leaves the tables: nobody has looked at them yet. */
export async function settleStatistics(url, statistics) {
  if (statistics === 'analysed') await query(url, 'vacuum analyze');
}

/** Bytes that PostgreSQL wrote to its log while `work` ran. */
export async function countWal(url, work) {
  const before = await insertedTo(url);
  const result = await work();
  const { rows } = await query(url, 'select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1) as bytes', [
    before,
  ]);
  return { result, walBytes: Number(rows[0].bytes) };
}

async function insertedTo(url) {
  const { rows } = await query(url, 'select pg_current_wal_insert_lsn()::text as lsn');
  return rows[0].lsn;
}
