import PQueue from 'p-queue';
import type { Logger } from '../../platform/log/index.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { Wakeups } from '../wakeups/index.js';
import type { Channel, Effect } from './effect.js';
import { LaneRun, type LaneDeps } from './lane-run.js';
import type { OutboxMetrics } from './metrics.js';

const dueLanesSql = loadStatement(import.meta.url, './sql/due-lanes.sql');

const POLL_MS = 1_000;
const LANES_AT_ONCE = 16;
/** Found at one look; every lane that ends causes another. */
const LANES_FOUND = 64;
/** For so long a program that stops still tries to store what has left. */
const LAST_WORDS_MS = 5_000;

/**
 * Delivers effects, each lane by one process at a time and in order: most urgent first, then oldest. A lane that has to
 * wait for its pace is put down: it takes no place, and what is urgent wakes it as soon as its pace allows.
 *
 * What is guaranteed: an effect that was committed is delivered at least once or ends as `failed` with its error on
 * record. What was delivered is not delivered again while the process lives, even when the database is away just then.
 * When the process died, or the connection broke, between the other side's taking it and our storing that, it is tried
 * again as `uncertain`, before anything else of its lane; what that means for a new message is said by the channel.
 */
export class Dispatcher {
  readonly #wakeups: Wakeups;
  readonly #deps: LaneDeps;
  readonly #queue = new PQueue({ concurrency: LANES_AT_ONCE });
  readonly #lanes = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #stoppingSince: number | undefined;
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
    const { sql, log, metrics, onFailed } = deps;
    this.#wakeups = deps.wakeups;
    this.#deps = {
      ...{ sql, log, metrics, onFailed },
      channels: new Map(deps.channels.map((channel) => [channel.name, channel])),
      isStopping: () => this.#stoppingSince !== undefined,
      isOver: () =>
        this.#stoppingSince !== undefined && performance.now() - this.#stoppingSince > LAST_WORDS_MS,
    };
  }

  start(): void {
    this.#unsubscribe = this.#wakeups.onWake('outbox', () => {
      this.#look();
    });
    this.#look();
  }

  /** Ends after what is being sent now. */
  async stop(): Promise<void> {
    this.#stoppingSince = performance.now();
    this.#unsubscribe();
    clearTimeout(this.#timer);
    await this.#looking;
    await this.#queue.onIdle();
    clearTimeout(this.#timer);
  }

  #look(): void {
    if (this.#deps.isStopping()) return;
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
        } else if (!this.#deps.isStopping()) {
          this.#timer = setTimeout(() => {
            this.#look();
          }, waitMs);
        }
      });
  }

  /** Begins to empty the lanes that are due; answers for how long there is nothing to do until the next one is. */
  async #findLanes(): Promise<number> {
    const rows = await this.#deps.sql.rows<
      { lane: string; priority: number } | { lane: null; nextInMs: number | null }
    >(dueLanesSql, [LANES_FOUND]);
    let waitMs = POLL_MS;
    for (const row of rows) {
      if (row.lane !== null) this.#empty(row.lane, row.priority);
      else if (row.nextInMs !== null) waitMs = Math.min(waitMs, Math.max(1, Math.ceil(row.nextInMs)));
    }
    return waitMs;
  }

  #empty(lane: string, priority: number): void {
    if (this.#lanes.has(lane)) return;
    this.#lanes.add(lane);
    const run = async (): Promise<void> => {
      try {
        if (!this.#deps.isStopping()) await LaneRun.start(lane, this.#deps);
      } catch (error) {
        this.#deps.log.error({ err: error, lane }, 'a lane of the outbox could not be held or given back');
      } finally {
        this.#lanes.delete(lane);
        this.#look();
      }
    };
    void this.#queue.add(run, { priority: -priority });
  }
}
