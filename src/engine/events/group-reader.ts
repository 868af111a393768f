import type { Sql } from '../../platform/sql/index.js';
import { Pause, type Wakeups } from '../wakeups/index.js';
import type { AgentGroup } from './group-name.js';
import { release } from './group-lease.js';
import { takeTurn, type GroupRequest, type GroupTurn } from './group-turn.js';

/** The first wait for a transaction that holds the stream up, or after the group was changed; then doubled. */
const SHORTEST_WAIT_MS = 5;
/** Under load every event is a wake-up: who waits for rare ones looks no more often than this. */
const WAKE_EVERY_MS = 20;
/** Who has just published an event finds it: for so long what is stored is waited for in any case. */
const SETTLING_MS = 1_000;

export type GroupAnswer = Exclude<GroupTurn, { kind: 'unsettled' | 'moved' }>;

/**
 * Reads groups for those who wait for events. A wait holds nothing but memory: no connection, no transaction. One
 * listener wakes all who wait, and `stop` ends their waits.
 */
export class GroupReader {
  readonly #sql: Sql;
  readonly #pollMs: number;
  readonly #waiting = new Set<Pause>();
  readonly #unsubscribe: () => void;
  /** After a wake-up; the next one waits for its end. */
  #rest: NodeJS.Timeout | undefined;
  #wokenInRest = false;
  #stopped = false;

  constructor(
    { sql, wakeups }: { sql: Sql; wakeups: Wakeups },
    /** `pollMs`: how often to look without having been woken. */
    options: { pollMs: number },
  ) {
    this.#sql = sql;
    this.#pollMs = options.pollMs;
    this.#unsubscribe = wakeups.onWake('events', () => {
      this.#wake();
    });
  }

  /**
   * Hands out the next events of a group; when there are none waits for `waitMs`, or until `signal` or `stop` ends it.
   * Who has gone away is leased nothing.
   *
   * @throws `event.consumer_unknown`
   */
  async read(
    group: AgentGroup,
    request: GroupRequest,
    { waitMs, signal }: { waitMs: number; signal: AbortSignal },
  ): Promise<GroupAnswer> {
    const pause = new Pause();
    const wake = (): void => {
      pause.wake();
    };
    this.#waiting.add(pause);
    signal.addEventListener('abort', wake);
    try {
      const answer = await this.#wait(group, request, { waitMs, signal, pause });
      if (signal.aborted && answer.kind === 'handed_out') await release(this.#sql, group, request.lease);
      return answer;
    } finally {
      signal.removeEventListener('abort', wake);
      this.#waiting.delete(pause);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
    clearTimeout(this.#rest);
    this.#wakeAll();
  }

  async #wait(
    group: AgentGroup,
    request: GroupRequest,
    { waitMs, signal, pause }: { waitMs: number; signal: AbortSignal; pause: Pause },
  ): Promise<GroupAnswer> {
    const began = performance.now();
    let shortMs = SHORTEST_WAIT_MS;
    while (!signal.aborted) {
      const turn = await takeTurn(this.#sql, group, request);
      if (turn.kind !== 'none' && turn.kind !== 'unsettled' && turn.kind !== 'moved') return turn;
      const patienceMs = turn.kind === 'none' ? waitMs : Math.max(waitMs, SETTLING_MS);
      const leftMs = Math.ceil(began + patienceMs - performance.now());
      if (this.#stopped || leftMs <= 0) break;
      if (turn.kind === 'none') shortMs = SHORTEST_WAIT_MS;
      await pause.wait(Math.min(leftMs, this.#pollMs, turn.kind === 'none' ? this.#pollMs : shortMs));
      if (turn.kind !== 'none') shortMs *= 2;
    }
    return { kind: 'none' };
  }

  #wake(): void {
    this.#wokenInRest = this.#rest !== undefined;
    if (this.#wokenInRest || this.#waiting.size === 0) return;
    this.#wakeAll();
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      if (this.#wokenInRest) this.#wake();
    }, WAKE_EVERY_MS).unref();
  }

  #wakeAll(): void {
    for (const pause of this.#waiting) pause.wake();
  }
}
