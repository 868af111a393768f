import { hostname } from 'node:os';
import { retryDelayMs } from '../../kernel/backoff.js';
import type { Clock } from '../../kernel/clock.js';
import { errorMessage } from '../../kernel/errors.js';
import { newCorrelationId } from '../../kernel/ids.js';
import type { Logger } from '../../platform/log/index.js';
import type { Sql } from '../../platform/sql/index.js';
import { Pause, type Wakeups } from '../wakeups/index.js';
import { appendRows, type EventRow } from './append.js';
import { rowOfSignal, type SignalEntry } from './read-signal.js';
import { isUnavailable, RedisLink, type RedisClient } from './redis-link.js';

/** Where others put their signals, and the group in which the processes of the product share them. */
export const SIGNALS_STREAM = 'branchline:signals';
export const SIGNALS_GROUP = 'branchline';

/** Signals in one statement. */
const BATCH = 100;
/** How long Redis keeps a reader waiting; a program that stops waits so long, too. */
const BLOCK_MS = 500;
const ANSWER_MS = 2_000;
/** A signal that was taken and not acknowledged for so long is taken over: its process is dead, or its answer was lost. */
const CLAIM_AFTER_MS = 15_000;
/** A reader that asked for nothing for so long, and owes nothing, is gone. */
const FORGET_AFTER_MS = 3_600_000;
const BACKOFF = { strategy: 'exponential_jitter', baseMs: 250, maxMs: 5_000 } as const;
const GRACE_MS = 800;

/**
 * Takes signals from a stream in Redis: each is acknowledged when it is stored, as an event or in quarantine, and
 * stored once however often Redis gives it out. Needs Redis 6.2.
 */
export class InboundSignals {
  readonly #deps: { sql: Sql; wakeups: Wakeups; clock: Clock; log: Logger };
  readonly #claimAfterMs: number;
  readonly #link: RedisLink;
  readonly #pause = new Pause();
  readonly #name = `${hostname()}-${process.pid}-${newCorrelationId()}`;
  /** Taken from Redis, not stored yet: the database was away. */
  #held: readonly SignalEntry[] = [];
  #joined = false;
  #claimAt = 0;
  #failures = 0;
  #stopping = false;
  #loop: Promise<void> | undefined;

  constructor(
    deps: { url: string; sql: Sql; wakeups: Wakeups; clock: Clock; log: Logger },
    options: { claimAfterMs?: number } = {},
  ) {
    const log = deps.log.child({ signals: SIGNALS_STREAM });
    this.#deps = { ...deps, log };
    this.#claimAfterMs = options.claimAfterMs ?? CLAIM_AFTER_MS;
    const onReady = (): void => {
      this.#pause.wake();
    };
    this.#link = new RedisLink({ url: deps.url, log }, { onReady });
  }

  /** Does not wait for Redis. */
  start(): void {
    this.#link.open();
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#pause.wake();
    await this.#link.closeAfter(this.#loop, GRACE_MS);
  }

  /** @throws `redis.unavailable` while signals cannot be read */
  async check(): Promise<void> {
    this.#link.check();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) await this.#pause.wait(await this.#turn());
    if (this.#link.ready) await this.#leave();
  }

  /** Answers how long to wait before the next turn, in ms. */
  async #turn(): Promise<number> {
    if (!this.#link.ready) return BACKOFF.maxMs;
    try {
      if (this.#held.length === 0) this.#held = await this.#take();
      await this.#store(this.#held);
      await this.#acknowledge(this.#held);
      this.#held = [];
      this.#failures = 0;
      this.#link.recover();
      return 0;
    } catch (error) {
      if (isUnavailable(error)) this.#joined = false;
      else if (this.#failures === 0) this.#deps.log.error({ err: error }, 'signals cannot be stored now');
      this.#failures += 1;
      return retryDelayMs(BACKOFF, this.#failures, Math.random());
    }
  }

  /** What others left behind comes first: it is older. */
  async #take(): Promise<readonly SignalEntry[]> {
    if (!this.#joined) await this.#link.run(joinGroup);
    this.#joined = true;
    if (performance.now() >= this.#claimAt) {
      const { entries, more } = await this.#claim();
      if (!more) this.#claimAt = performance.now() + this.#claimAfterMs / 3;
      if (entries.length > 0) return entries;
    }
    const streams = await this.#link.run(
      (client) =>
        client.xReadGroup(
          SIGNALS_GROUP,
          this.#name,
          { key: SIGNALS_STREAM, id: '>' },
          { COUNT: BATCH, BLOCK: BLOCK_MS },
        ),
      BLOCK_MS + ANSWER_MS,
    );
    return (streams ?? []).flatMap(({ messages }) => messages).map(entryOf);
  }

  async #claim(): Promise<{ entries: readonly SignalEntry[]; more: boolean }> {
    return this.#link.run(async (client) => {
      const claimed = await client.xAutoClaim(
        SIGNALS_STREAM,
        SIGNALS_GROUP,
        this.#name,
        this.#claimAfterMs,
        '0-0',
        { COUNT: BATCH },
      );
      await forgetGoneReaders(client);
      const entries = claimed.messages.filter((message) => message !== null).map(entryOf);
      return { entries, more: claimed.nextId !== '0-0' };
    });
  }

  async #store(entries: readonly SignalEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const now = this.#deps.clock.now();
    const rows = firstOfEachKey(entries.map((entry) => rowOfSignal(entry, now)));
    const stored = await appendRows(this.#deps.sql, rows);
    this.#deps.wakeups.wake('jobs');
    this.#deps.wakeups.wake('events');
    for (const { id, state } of rows)
      if (stored.has(id))
        this.#deps.log.info({ eventId: id, quarantined: state === 'quarantined' }, 'signal stored');
  }

  async #acknowledge(entries: readonly SignalEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const ids = entries.map(({ id }) => id);
    await this.#link.run((client) => client.xAck(SIGNALS_STREAM, SIGNALS_GROUP, ids));
  }

  /** A reader that owes nothing leaves no name behind. One that does keeps it: with it what it owes would be lost. */
  async #leave(): Promise<void> {
    try {
      await this.#link.run(async (client) => {
        const owed = await client.xPendingRange(SIGNALS_STREAM, SIGNALS_GROUP, '-', '+', 1, {
          consumer: this.#name,
        });
        if (owed.length === 0) await client.xGroupDelConsumer(SIGNALS_STREAM, SIGNALS_GROUP, this.#name);
      });
    } catch (error) {
      this.#deps.log.debug({ err: error }, 'the name of this reader stays in the group for now');
    }
  }
}

/** Signals that came before there was a group are read, too. */
async function joinGroup(client: RedisClient): Promise<void> {
  try {
    await client.xGroupCreate(SIGNALS_STREAM, SIGNALS_GROUP, '0', { MKSTREAM: true });
  } catch (error) {
    if (!errorMessage(error).startsWith('BUSYGROUP')) throw error;
  }
}

async function forgetGoneReaders(client: RedisClient): Promise<void> {
  for (const { name, pending, idle } of await client.xInfoConsumers(SIGNALS_STREAM, SIGNALS_GROUP))
    if (pending === 0 && idle > FORGET_AFTER_MS)
      await client.xGroupDelConsumer(SIGNALS_STREAM, SIGNALS_GROUP, name);
}

function entryOf({ id, message }: { id: string; message: Record<string, string> }): SignalEntry {
  return { id, fields: message };
}

/** One statement takes each key once; what repeats a key is the same signal. */
function firstOfEachKey(rows: readonly EventRow[]): EventRow[] {
  const byKey = new Map<string | null, EventRow>();
  for (const row of rows) if (!byKey.has(row.dedupeKey)) byKey.set(row.dedupeKey, row);
  return [...byKey.values()];
}
