import { loadStatement, type Sql } from '../../platform/sql/index.js';

const reviveDeadSql = loadStatement(import.meta.url, './sql/revive-dead.sql');

/** Gives a dead job a full set of attempts again; false when it is not dead (any more). */
export async function reviveDeadJob(sql: Sql, id: bigint): Promise<boolean> {
  return (await sql.rows(reviveDeadSql, [id])).length > 0;
}
