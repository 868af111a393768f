import { loadStatement, type Sql } from '../../platform/sql/index.js';

const settleEpochSql = loadStatement(import.meta.url, './sql/settle-epoch.sql');

/** Called once at start, before anything is appended: keeps positions growing after a restore from a dump. */
export async function settleEpoch(sql: Sql): Promise<void> {
  await sql.rows(settleEpochSql, []);
}
