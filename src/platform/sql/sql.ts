import type { Pool, PoolClient } from 'pg';
import type { Prisma } from '../prisma/index.js';
import type { Statement } from './statement.js';

/**
 * Where a statement runs: on the pool as a named prepared statement, or inside a Prisma transaction together with
 * ordinary queries. Both give bigint columns as `bigint`, timestamps as `Date` and jsonb parsed. Lists and objects
 * are passed as JSON text and unpacked in the statement, so both ways take the same values.
 */
export interface Sql {
  rows<Row>(statement: Statement, values: readonly SqlValue[]): Promise<Row[]>;
}

type SqlValue = string | number | bigint | boolean | Date | null;

export function sqlOfPool(pool: Pool | PoolClient): Sql {
  return {
    async rows<Row>(statement: Statement, values: readonly SqlValue[]): Promise<Row[]> {
      const result = await pool.query({ name: statement.name, text: statement.text, values: [...values] });
      return result.rows as Row[];
    },
  };
}

export function sqlOfPrisma(tx: Prisma.TransactionClient): Sql {
  return {
    rows<Row>(statement: Statement, values: readonly SqlValue[]): Promise<Row[]> {
      return tx.$queryRawUnsafe<Row[]>(statement.text, ...values);
    },
  };
}
