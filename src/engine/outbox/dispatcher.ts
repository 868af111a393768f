import PQueue from 'p-queue';
import { retryDelayMs, type Backoff } from '../../kernel/backoff.js';
import { IntegrationError, errorMessage } from '../../kernel/errors.js';
import type { Logger } from '../../platform/log/index.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { Wakeups } from '../wakeups/index.js';
import type { Channel, Effect } from './effect.js';
import type { OutboxMetrics } from './metrics.js';

const dueLanesSql = loadStatement(import.meta.url, './sql/due-lanes.sql');
const leaseLaneSql = loadStatement(import.meta.url, './sql/lease-lane.sql');
const takeNextSql = loadStatement(import.meta.url, './sql/take-next.sql');
const markSentSql = loadStatement(import.meta.url, './sql/mark-sent.sql');
const markFailedSql = loadStatement(import.meta.url, './sql/mark-failed.sql');
const renewLaneSql = loadStatement(import.meta.url, './sql/renew-lane.sql');
const releaseLaneSql = loadStatement(import.meta.url, './sql/release-lane.sql');
const nextDueSql = loadStatement(import.meta.url, './sql/next-due.sql');

/** A killed process holds its lanes for this long; a living one renews them while it delivers. */
const LANE_LEASE_MS = 10_000;
const POLL_MS = 1_000;
const LANES_AT_ONCE = 16;
/** An outage of a day at one try a minute; a fault of ours is not waited out that long. */
const MAX_ATTEMPTS = { outage: 1_500, fault: 12 };
const BACKOFF: Backoff = { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 };

/**
 * Delivers effects, each lane by one process at a time and in order: most urgent first, then oldest.
 *
 * What is guaranteed: an effect that was committed is delivered at least once or ends as `failed` with its error
 * on record. It is tried again when the process died, or the connection broke, between the other side's taking it
 * and our storing that (`attempts` above 1 tells the channel). Edits repeat safely; what a repeat means for a new
 * message is said by the channel.
 */
export class Dispatcher {
  readonly #deps: {
    sql: Sql;
    wakeups: Wakeups;
    log: Logger;
    metrics: OutboxMetrics;
    channels: ReadonlyMap<string, Channel>;
    onFailed: (effect: Effect, error: string) => Promise<void>;
  };
  readonly #queue = new PQueue({ concurrency: LANES_AT_ONCE });
  readonly #lanes = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #stopping = false;
  #unsubscribe: () => void = () => undefined;

  constructor(deps: {
    sql: Sql;
    wakeups: Wakeups;
    log: Logger;
    metrics: OutboxMetrics;
    channels: readonly Channel[];
    /** Told of an effect that was given up, after that was stored. */
    onFailed: (effect: Effect, error: string) => Promise<void>;
  }) {
    this.#deps = { ...deps, channels: new Map(deps.channels.map((channel) => [channel.name, channel])) };
  }

  start(): void {
    this.#unsubscribe = this.#deps.wakeups.onWake('outbox', () => {
      this.#look();
    });
    this.#look();
  }

  /** Ends after what is being sent now. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#unsubscribe();
    clearTimeout(this.#timer);
    await this.#looking;
    await this.#queue.onIdle();
    clearTimeout(this.#timer);
  }

  #look(): void {
    if (this.#stopping) return;
    if (this.#looking !== undefined) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#looking = this.#findLanes()
      .catch((error: unknown) => {
        this.#deps.log.error({ err: error }, 'the outbox cannot be read now');
        return POLL_MS;
      })
      .then((waitMs) => {
        this.#looking = undefined;
        if (this.#again) {
          this.#again = false;
          this.#look();
        } else if (!this.#stopping) {
          this.#timer = setTimeout(() => {
            this.#look();
          }, waitMs);
        }
      });
  }

  async #findLanes(): Promise<number> {
    const due = await this.#deps.sql.rows<{ lane: string }>(dueLanesSql, []);
    for (const { lane } of due) {
      if (this.#lanes.has(lane)) continue;
      this.#lanes.add(lane);
      void this.#queue.add(async () => {
        try {
          await this.#runLane(lane);
        } catch (error) {
          this.#deps.log.error(
            { err: error, lane },
            'a lane of the outbox stopped; it goes on when its lease has run out',
          );
        } finally {
          this.#lanes.delete(lane);
          this.#look();
        }
      });
    }
    const [next] = await this.#deps.sql.rows<{ nextInMs: number | null }>(nextDueSql, []);
    return typeof next?.nextInMs === 'number'
      ? Math.min(POLL_MS, Math.max(1, Math.ceil(next.nextInMs)))
      : POLL_MS;
  }

  async #runLane(lane: string): Promise<void> {
    const { sql } = this.#deps;
    const [lease] = await sql.rows<{ leaseToken: string }>(leaseLaneSql, [lane, LANE_LEASE_MS]);
    if (lease === undefined) return;
    let pauseMs: number | null = null;
    const renewal = setInterval(() => {
      sql.rows(renewLaneSql, [lane, lease.leaseToken, LANE_LEASE_MS]).catch((error: unknown) => {
        this.#deps.log.warn({ err: error, lane }, 'a lane could not be renewed');
      });
    }, LANE_LEASE_MS / 3);
    try {
      while (!this.#stopping && pauseMs === null) {
        const [effect] = await sql.rows<Effect>(takeNextSql, [lane, lease.leaseToken, LANE_LEASE_MS]);
        if (effect === undefined) break;
        pauseMs = await this.#deliver(effect);
      }
    } finally {
      clearInterval(renewal);
      await sql.rows(releaseLaneSql, [lane, lease.leaseToken, pauseMs]);
    }
  }

  /** Answers for how long the lane has to pause, null when it need not. */
  async #deliver(effect: Effect): Promise<number | null> {
    const { sql, metrics } = this.#deps;
    const log = this.#deps.log.child({
      correlationId: effect.correlationId,
      effectId: String(effect.id),
      lane: effect.lane,
      ...(effect.eventId === null ? {} : { eventId: effect.eventId }),
    });
    try {
      const channel = this.#deps.channels.get(effect.channel);
      if (channel === undefined)
        throw new IntegrationError('outbox.no_channel', {
          retryable: false,
          message: `no channel ${effect.channel}`,
        });
      const result = await channel.deliver(effect);
      const [sent] = await sql.rows<{ latencySeconds: number; sinceEventSeconds: number | null }>(
        markSentSql,
        [effect.id, JSON.stringify(result ?? null), effect.attempts],
      );
      if (sent !== undefined)
        metrics.latency.observe(
          { channel: effect.channel, priority: String(effect.priority) },
          sent.latencySeconds,
        );
      if (typeof sent?.sinceEventSeconds === 'number') metrics.eventToPost.observe(sent.sinceEventSeconds);
      return null;
    } catch (error) {
      const integration = error instanceof IntegrationError ? error : undefined;
      const askedMs = integration?.retryAfterMs;
      const message = errorMessage(error).slice(0, 4000);
      // What the other side asks us to wait for is no failure of the effect: it is never given up for that.
      const limit = integration === undefined ? MAX_ATTEMPTS.fault : MAX_ATTEMPTS.outage;
      const again = askedMs !== undefined || ((integration?.retryable ?? true) && effect.attempts < limit);
      await sql.rows(markFailedSql, [
        effect.id,
        message,
        again ? 0 : null,
        effect.attempts,
        askedMs !== undefined,
      ]);
      if (again) {
        const pauseMs = askedMs ?? retryDelayMs(BACKOFF, effect.attempts, Math.random());
        log.warn({ err: error, pauseMs, attempt: effect.attempts }, 'not delivered, the lane pauses');
        return pauseMs;
      }
      log.error({ err: error, attempt: effect.attempts }, 'not delivered and given up');
      await this.#deps.onFailed(effect, message);
      return null;
    }
  }
}
