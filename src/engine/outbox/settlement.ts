import { retryDelayMs, type Backoff } from '../../kernel/backoff.js';
import { IntegrationError, errorMessage } from '../../kernel/errors.js';
import type { Logger } from '../../platform/log/index.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { Departure } from './departure.js';
import type { Effect } from './effect.js';
import { insist } from './insist.js';
import type { OutboxMetrics } from './metrics.js';

const markSentSql = loadStatement(import.meta.url, './sql/mark-sent.sql');
const markFailedSql = loadStatement(import.meta.url, './sql/mark-failed.sql');

/** An outage of a day at one try a minute; a fault of ours is not waited out that long. */
const MAX_ATTEMPTS = { outage: 1_500, fault: 12 };
const BACKOFF: Backoff = { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 };
const ERROR_LIMIT = 4_000;

export interface SettlementDeps {
  sql: Sql;
  log: Logger;
  metrics: OutboxMetrics;
  isOver: () => boolean;
  /** Told of an effect that was given up, after that was stored. */
  onFailed: (effect: Effect, error: string) => Promise<void>;
}

/** How a failed attempt ends: the lane pauses and tries again, or the effect is given up (null). */
export type Verdict = { pauseMs: number } | null;

/** Stores that a departure has left, however long the database is away: the other side has it and must not get it again. */
export async function settleSent(
  effect: Effect,
  departure: Departure,
  result: unknown,
  deps: SettlementDeps,
): Promise<void> {
  const answer = JSON.stringify(result ?? null).replaceAll('\\u0000', '');
  const merged = JSON.stringify(departure.merged.map(({ id }) => String(id)));
  const rows = await insist(
    () =>
      deps.sql.rows<{ priority: number; latencySeconds: number; sinceEventSeconds: number | null }>(
        markSentSql,
        [effect.id, answer, effect.attempts, merged],
      ),
    deps,
  );
  for (const { priority, latencySeconds, sinceEventSeconds } of rows) {
    deps.metrics.latency.observe({ channel: effect.channel, priority: String(priority) }, latencySeconds);
    if (sinceEventSeconds !== null) deps.metrics.eventToPost.observe(sinceEventSeconds);
  }
}

/** Stores that an attempt failed, and what follows from that. */
export async function settleFailed(effect: Effect, error: unknown, deps: SettlementDeps): Promise<Verdict> {
  const message = errorMessage(error).replaceAll('\0', '').slice(0, ERROR_LIMIT);
  const integration = error instanceof IntegrationError ? error : undefined;
  const pauseMs = pauseAfter(effect, error);
  const values = [
    effect.id,
    message,
    pauseMs !== null,
    effect.attempts,
    integration?.retryAfterMs !== undefined,
    integration?.reached === 'unknown',
  ];
  await insist(() => deps.sql.rows(markFailedSql, values), deps);
  if (pauseMs !== null) {
    deps.log.warn({ err: error, pauseMs, attempt: effect.attempts }, 'not delivered, the lane pauses');
    return { pauseMs };
  }
  deps.log.error({ err: error, attempt: effect.attempts }, 'not delivered and given up');
  try {
    await deps.onFailed(effect, message);
  } catch (another) {
    deps.log.error({ err: another }, 'nobody could be told of an effect that was given up');
  }
  return null;
}

/**
 * For how long the lane pauses before the effect is tried again; null: it is given up. What the other side asks us to
 * wait for is no failure of the effect: it is never given up for that.
 */
export function pauseAfter(
  effect: Pick<Effect, 'attempts'>,
  error: unknown,
  random = Math.random(),
): number | null {
  const integration = error instanceof IntegrationError ? error : undefined;
  if (integration?.retryAfterMs !== undefined) return integration.retryAfterMs;
  const limit = integration === undefined ? MAX_ATTEMPTS.fault : MAX_ATTEMPTS.outage;
  if (integration?.retryable === false || effect.attempts >= limit) return null;
  return retryDelayMs(BACKOFF, effect.attempts, random);
}
