import { loadStatement, type Sql } from '../platform/sql/index.js';
import { notFound } from './fault.js';
import { toTime } from './paging.js';
import { newToken } from './token.js';

const giveTokenSql = loadStatement(import.meta.url, './sql/give-token.sql');

const DEFAULT_EXPIRY_DAYS = 365;

export interface GivenToken {
  hash: string;
  expiresAt: Date;
  /** What the answer shows, once. */
  body: { token: string; token_type: 'bearer'; token_expires_at: string };
}

/** Gives an agent a new token in place of the one it has. */
export async function giveToken(
  sql: Sql,
  agentId: string,
  expiresInDays = DEFAULT_EXPIRY_DAYS,
): Promise<GivenToken> {
  const { token, hash } = newToken();
  const [row] = await sql.rows<{ expiresAt: Date }>(giveTokenSql, [agentId, hash, expiresInDays]);
  if (row === undefined) throw notFound('agent', agentId);
  const { expiresAt } = row;
  return { hash, expiresAt, body: { token, token_type: 'bearer', token_expires_at: toTime(expiresAt) } };
}
