import { loadStatement, type Sql } from '../platform/sql/index.js';

const asOfSql = loadStatement(import.meta.url, './sql/as-of.sql');

/** The time that bounds a list: the one that was asked for, or now by the database's clock. */
export async function asOf(sql: Sql, before: string | undefined): Promise<Date> {
  if (before !== undefined) return new Date(before);
  const [row] = await sql.rows<{ asOf: Date }>(asOfSql, []);
  return row?.asOf ?? new Date();
}
