import type { FastifyRequest } from 'fastify';
import type { Forgetting } from '../engine/housekeeping/index.js';
import { sha256 } from '../kernel/ids.js';
import { loadStatement, type Sql } from '../platform/sql/index.js';
import { ApiFault, badRequest } from './fault.js';
import { LOCK_NOT_AVAILABLE, sqlStateOf } from './sql-state.js';

const claimAnswerSql = loadStatement(import.meta.url, './sql/claim-answer.sql');
const findAnswerSql = loadStatement(import.meta.url, './sql/find-answer.sql');
const storeAnswerSql = loadStatement(import.meta.url, './sql/store-answer.sql');
const lockTimeoutSql = loadStatement(import.meta.url, './sql/lock-timeout.sql');

/** For housekeeping: answers are kept for 24 hours. */
export const forgetAnswers: Forgetting = {
  what: 'answers kept for repeated requests',
  statement: loadStatement(import.meta.url, './sql/forget-answers.sql'),
  takesDays: false,
};

/** How long a request waits for the first one of its key. */
const WAIT_MS = 5_000;

/** An `Idempotency-Key` with what it stands for: this request of this actor and no other. */
export interface RequestKey {
  actor: string;
  key: string;
  hash: string;
}

export interface KeptAnswer {
  status: number;
  body: unknown;
}

/** Null: the request came without a key. */
export function keyOf(request: FastifyRequest): RequestKey | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = 'must be 1 to 255 printable characters without spaces';
    throw badRequest(`Idempotency-Key ${message}`, [{ path: 'Idempotency-Key', message }]);
  }
  const content = JSON.stringify([request.method, request.url, request.body ?? null]);
  return { actor: request.actor.id, key, hash: sha256(content) };
}

/**
 * Takes the key for this transaction, or answers what was answered before. Throws 422 when the key was used for
 * another request, and 409 when the first one is still under way after some seconds.
 */
export async function claimAnswer(sql: Sql, { actor, key, hash }: RequestKey): Promise<KeptAnswer | null> {
  await sql.rows(lockTimeoutSql, [String(WAIT_MS)]);
  const claimed = await claim(sql, { actor, key, hash });
  await sql.rows(lockTimeoutSql, ['0']);
  if (claimed) return null;
  const [kept] = await sql.rows<{ requestHash: string; status: number | null; body: unknown }>(
    findAnswerSql,
    [actor, key],
  );
  // It was forgotten at this very moment.
  if (kept === undefined || kept.status === null) throw underWay();
  if (kept.requestHash !== hash)
    throw new ApiFault(
      422,
      'idempotency.key_reused',
      'this Idempotency-Key was used for another request; take a new one',
    );
  return { status: kept.status, body: kept.body };
}

export async function storeAnswer(sql: Sql, key: RequestKey, { status, body }: KeptAnswer): Promise<void> {
  await sql.rows(storeAnswerSql, [key.actor, key.key, key.hash, status, JSON.stringify(body)]);
}

async function claim(sql: Sql, { actor, key, hash }: RequestKey): Promise<boolean> {
  try {
    return (await sql.rows(claimAnswerSql, [actor, key, hash])).length > 0;
  } catch (error) {
    throw sqlStateOf(error) === LOCK_NOT_AVAILABLE ? underWay() : error;
  }
}

function underWay(): ApiFault {
  return new ApiFault(
    409,
    'idempotency.under_way',
    'the first request with this Idempotency-Key is still under way; ask again in a second',
    { retryable: true, headers: { 'retry-after': '1' } },
  );
}
