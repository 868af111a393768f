import type { Pool } from 'pg';
import type { CompanyFacts } from '../../domain/company/index.js';
import { withTransaction } from '../../platform/postgres/index.js';
import type { Prisma } from '../../platform/prisma/index.js';
import { sqlOfPool } from '../../platform/sql/index.js';
import type { NamedQuery } from './index.js';

/** Longer than any query should take. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** Asks in a transaction that PostgreSQL itself keeps from writing anything, and for a bounded time. */
export async function answerQuery(
  query: NamedQuery,
  params: Record<string, unknown>,
  deps: { pool: Pool; company: CompanyFacts; timeoutMs?: number },
): Promise<Prisma.InputJsonObject[]> {
  const { pool, company, timeoutMs = STATEMENT_TIMEOUT_MS } = deps;
  return withTransaction(pool, async (client) => {
    await client.query('set transaction read only');
    await client.query(`set local statement_timeout = ${String(timeoutMs)}`);
    const rows = await sqlOfPool(client).rows<Record<string, unknown>>(
      query.statement,
      query.values(params, { timezone: company.timezone }),
    );
    return rows.map((row) => query.row.parse(asJson(row)) as Prisma.InputJsonObject);
  });
}

function asJson(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Date ? value.toISOString() : typeof value === 'bigint' ? Number(value) : value,
    ]),
  );
}
