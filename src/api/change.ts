import type { FastifyReply, FastifyRequest } from 'fastify';
import { audit } from '../domain/audit/index.js';
import type { Work, Workshop } from '../engine/jobs/index.js';
import type { Wakeups } from '../engine/wakeups/index.js';
import { BranchlineError } from '../kernel/errors.js';
import type { Prisma } from '../platform/prisma/index.js';
import type { Sql } from '../platform/sql/index.js';
import type { Actor } from './actor.js';
import { errorAnswer } from './error-answer.js';
import { ApiFault } from './fault.js';
import { retryDeadlock } from './retry-deadlock.js';
import { claimAnswer, keyOf, storeAnswer, type KeptAnswer } from './idempotency.js';

/** What a change is made with: all of it is one transaction, with its audit and the answer that is kept. */
export interface Change {
  work: Work;
  sql: Sql;
  actor: Actor;
  /** Records what was done to what; `subject`: `task:<id>`. */
  record: (action: string, subject: string, details?: Prisma.InputJsonObject) => Promise<void>;
}

export interface Answer<Body> {
  status: number;
  body: Body;
  /** Who has to know once it is committed, besides those whom `work` wakes. */
  wake?: readonly Parameters<Wakeups['wake']>[0][];
  /** The body shows a token. */
  isSecret?: boolean;
}

export interface ChangeDeps {
  workshop: Workshop;
  wakeups: Wakeups;
  sql: Sql;
}

/**
 * Makes a change and answers it. With an `Idempotency-Key` the answer is stored in the same transaction, and a second
 * request gets it without anything being done; one that comes while the first is under way waits for it.
 * `isOneTransaction` false: `write` makes others besides its own, so it is never repeated by itself.
 */
export async function makeChange<Body>(
  deps: ChangeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  write: (change: Change) => Promise<Answer<Body>>,
  { isOneTransaction = true }: { isOneTransaction?: boolean } = {},
): Promise<Body> {
  const { actor } = request;
  const key = keyOf(request);
  const change = (): Promise<Answer<Body>> =>
    deps.workshop.transact(async (work, sql): Promise<Answer<Body>> => {
      const kept = key === null ? null : await claimAnswer(sql, key);
      if (kept !== null) {
        void reply.header('idempotency-replayed', 'true');
        return { status: kept.status, body: open(kept, actor) as Body };
      }
      const made = await write({
        ...{ work, sql, actor },
        record: (action, subject, details = {}) =>
          audit(work.tx, { actor: null, agentId: actor.id, action, subject, details }),
      });
      if (key !== null) await storeAnswer(sql, key, close(made, actor));
      return made;
    });
  try {
    const answer = await (isOneTransaction ? retryDeadlock(change) : change());
    for (const topic of answer.wake ?? []) deps.wakeups.wake(topic);
    void reply.status(answer.status);
    return answer.body;
  } catch (error) {
    // A refusal is an answer, too: the second request gets the same one, although things may have changed since.
    const { status, body } = errorAnswer(error, request.id);
    if (key !== null && isFinal(error, status)) await storeAnswer(deps.sql, key, { status, body: { body } });
    throw error;
  }
}

function isFinal(error: unknown, status: number): boolean {
  if (status >= 500 || !(error instanceof BranchlineError) || error.retryable) return false;
  return !error.code.startsWith('idempotency.');
}

function close({ status, body, isSecret }: Answer<unknown>, actor: Actor): KeptAnswer {
  return { status, body: isSecret === true ? { sealed: actor.seal.close(JSON.stringify(body)) } : { body } };
}

function open(kept: KeptAnswer, actor: Actor): unknown {
  const { body, sealed } = kept.body as { body?: unknown; sealed?: string };
  if (sealed === undefined) return body;
  const text = actor.seal.open(sealed);
  if (text === null)
    throw new ApiFault(
      409,
      'idempotency.answer_sealed',
      'the first answer shows a token and can be repeated only to the token that asked for it',
    );
  return JSON.parse(text);
}
