import { retryDelayMs } from '../../kernel/backoff.js';
import type { Logger } from '../../platform/log/index.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { Pause, type Wakeups } from '../wakeups/index.js';
import type { Transactions } from './consumer-definition.js';
import { unknownConsumer } from './consumer-errors.js';
import { readEvents, type StreamEvent } from './read-events.js';
import { isUnavailable, RedisLink } from './redis-link.js';

const registerConsumerSql = loadStatement(import.meta.url, './sql/register-consumer.sql');
const lookConsumerSql = loadStatement(import.meta.url, './sql/look-consumer.sql');
const lockMirrorSql = loadStatement(import.meta.url, './sql/lock-mirror.sql');
const moveMirrorSql = loadStatement(import.meta.url, './sql/move-mirror.sql');

/** The group's name in `event_consumers`. */
export const REDIS_MIRROR = 'redis-mirror';
/** The stream in Redis, and about how many events it keeps. */
export const MIRROR_STREAM = 'branchline:events';
const KEEP = 100_000;

/** Events in one round trip. */
const BATCH = 100;
/** The first wait for a transaction that holds the stream up, or for another process; then doubled. */
const SHORTEST_WAIT_MS = 5;
const BACKOFF = { strategy: 'exponential_jitter', baseMs: 250, maxMs: 10_000 } as const;
/** How long a batch that is under way may take to end when the program stops. */
const GRACE_MS = 700;

/**
 * Copies the event stream to Redis: every event, in order, at least once. Any number of processes may run it, one at a
 * time writes. Its transaction writes nothing until Redis has answered, so it has no id until then and the stream does
 * not wait for Redis. An event is never given up: while Redis refuses, the group stays where it is.
 */
export class RedisMirror<Work> {
  readonly #deps: { sql: Sql; transactions: Transactions<Work>; wakeups: Wakeups; log: Logger };
  readonly #link: RedisLink;
  readonly #pollMs: number;
  readonly #pause = new Pause();
  /** Events in the next round trip: fewer after a failure, for a way that is too slow for many. */
  #size = BATCH;
  #waitMs = SHORTEST_WAIT_MS;
  #failures = 0;
  #retryAt = 0;
  #stopping = false;
  #loop: Promise<void> | undefined;
  #unsubscribe: () => void = () => undefined;

  constructor(
    deps: { url: string; sql: Sql; transactions: Transactions<Work>; wakeups: Wakeups; log: Logger },
    /** `pollMs`: how often to look without having been woken. */
    options: { pollMs: number },
  ) {
    const log = deps.log.child({ consumer: REDIS_MIRROR });
    this.#deps = { ...deps, log };
    this.#pollMs = options.pollMs;
    const onReady = (): void => {
      this.#retryAt = 0;
      this.#pause.wake();
    };
    this.#link = new RedisLink({ url: deps.url, log }, { onReady });
  }

  /** Does not wait for Redis. */
  async start(): Promise<void> {
    await this.#deps.sql.rows(registerConsumerSql, [REDIS_MIRROR, 'beginning']);
    this.#unsubscribe = this.#deps.wakeups.onWake('events', () => {
      this.#pause.wake();
    });
    this.#link.open();
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#unsubscribe();
    this.#pause.wake();
    await this.#link.closeAfter(this.#loop, GRACE_MS);
  }

  /** @throws `redis.unavailable` while events cannot be copied */
  async check(): Promise<void> {
    this.#link.check();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) await this.#pause.wait(await this.#turn());
  }

  /** Answers for how long there is nothing to do, in ms. */
  async #turn(): Promise<number> {
    if (!this.#link.ready) return this.#pollMs;
    const retryInMs = this.#retryAt - performance.now();
    // Every event that comes wakes the loop: it is to wait all the same.
    if (retryInMs > 0) return Math.ceil(retryInMs);
    try {
      const { next } = await this.#look(this.#deps.sql);
      if (next === 'none') {
        this.#succeed();
        return this.#pollMs;
      }
      const copied = next === 'ready' && (await this.#copy());
      return copied ? 0 : this.#longerWait();
    } catch (error) {
      if (isUnavailable(error)) return this.#fail();
      this.#deps.log.error({ err: error }, 'events cannot be copied to Redis now');
      return this.#pollMs;
    }
  }

  async #look(sql: Sql): Promise<{ position: bigint; next: 'none' | 'unsettled' | 'ready' }> {
    const [group] = await sql.rows<{ position: bigint; next: 'none' | 'unsettled' | 'ready' }>(
      lookConsumerSql,
      [REDIS_MIRROR, null],
    );
    if (group === undefined) throw unknownConsumer(REDIS_MIRROR);
    return group;
  }

  /** Copies the next batch; answers false when another process is at it. */
  async #copy(): Promise<boolean> {
    const copied = await this.#deps.transactions.transact(async (_, sql) => {
      const [lock] = await sql.rows<{ locked: boolean }>(lockMirrorSql, [REDIS_MIRROR]);
      if (lock?.locked !== true) return false;
      // Only now: until the lock was there another process moved the group.
      const { position } = await this.#look(sql);
      const events = await readEvents(sql, { after: position, limit: this.#size });
      const last = events.at(-1);
      if (last === undefined) return false;
      await this.#add(events);
      await sql.rows(moveMirrorSql, [REDIS_MIRROR, position, last.position]);
      return true;
    });
    if (copied) this.#succeed();
    return copied;
  }

  /** One MULTI: of a batch that Redis refuses, or whose connection breaks, nothing is there, or all of it. */
  async #add(events: readonly StreamEvent[]): Promise<void> {
    await this.#link.run((client) => {
      const batch = client.multi();
      for (const event of events)
        batch.xAdd(MIRROR_STREAM, '*', fieldsOf(event), {
          TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: KEEP },
        });
      return batch.exec();
    });
  }

  #succeed(): void {
    this.#waitMs = SHORTEST_WAIT_MS;
    this.#failures = 0;
    this.#size = Math.min(this.#size * 2, BATCH);
    this.#link.recover();
  }

  #fail(): number {
    this.#failures += 1;
    this.#size = 1;
    const waitMs = retryDelayMs(BACKOFF, this.#failures, Math.random());
    this.#retryAt = performance.now() + waitMs;
    return waitMs;
  }

  #longerWait(): number {
    const waitMs = Math.min(this.#waitMs, this.#pollMs);
    this.#waitMs = waitMs * 2;
    return waitMs;
  }
}

function fieldsOf(event: StreamEvent): Record<string, string> {
  return {
    id: event.id,
    position: event.position.toString(),
    type: event.type,
    source: event.source,
    branch: event.branch ?? '',
    timestamp: event.timestamp.toISOString(),
    payload: JSON.stringify(event.payload),
  };
}
