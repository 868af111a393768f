import { IntegrationError } from '../../kernel/errors.js';
import { loadStatement } from '../../platform/sql/index.js';
import { waitForChannel } from './channel-rate.js';
import { nextDeparture, type Departure } from './departure.js';
import type { Channel, Effect } from './effect.js';
import { insist } from './insist.js';
import { LaneState, type LeasedLane } from './lane-state.js';
import { URGENT_PRIORITY, type LanePace } from './pace.js';
import { settleFailed, settleSent, type SettlementDeps } from './settlement.js';

const leaseLaneSql = loadStatement(import.meta.url, './sql/lease-lane.sql');
const takeSql = loadStatement(import.meta.url, './sql/take.sql');
const renewLaneSql = loadStatement(import.meta.url, './sql/renew-lane.sql');
const releaseLaneSql = loadStatement(import.meta.url, './sql/release-lane.sql');

/** A killed process holds its lanes for this long; a living one renews them while it delivers. */
const LANE_LEASE_MS = 10_000;
/** After an error of the lane itself: the database is away, or something is wrong with us. */
const TROUBLE_MS = 1_000;
/** How the codes end of errors by which the other side says that we are too fast. */
const THROTTLED = '.throttled';

export interface LaneDeps extends SettlementDeps {
  channels: ReadonlyMap<string, Channel>;
  isStopping: () => boolean;
}

/** One holding of a lane: from its lease until nothing may leave any more. */
export class LaneRun {
  readonly #lane: string;
  readonly #deps: LaneDeps;
  readonly #token: string;
  readonly #state: LaneState;
  /** Something of this lane may have arrived; it goes first. */
  #torn: boolean;
  /** Until when the lane pauses after this run, by `performance.now()`. */
  #pausedUntil: number | undefined;

  private constructor(lane: string, row: LeasedLane, deps: LaneDeps) {
    this.#lane = lane;
    this.#deps = deps;
    this.#token = row.leaseToken;
    this.#torn = row.torn;
    this.#state = new LaneState(row);
  }

  /** Takes the lane and empties it as far as its pace allows; returns at once when somebody else holds it. */
  static async start(lane: string, deps: LaneDeps): Promise<void> {
    const [row] = await deps.sql.rows<LeasedLane>(leaseLaneSql, [lane, LANE_LEASE_MS]);
    if (row !== undefined) await new LaneRun(lane, row, deps).#run();
  }

  async #run(): Promise<void> {
    const { sql, log } = this.#deps;
    const renewal = setInterval(() => {
      sql.rows(renewLaneSql, [this.#lane, this.#token, LANE_LEASE_MS]).catch((error: unknown) => {
        log.warn({ err: error, lane: this.#lane }, 'a lane could not be renewed');
      });
    }, LANE_LEASE_MS / 3);
    try {
      while (!this.#deps.isStopping() && this.#pausedUntil === undefined)
        if (!(await this.#sendNext())) break;
    } catch (error) {
      // It may have happened between taking an effect and settling it.
      this.#torn = true;
      this.#pausedUntil = performance.now() + TROUBLE_MS;
      log.error({ err: error, lane: this.#lane }, 'a lane of the outbox stopped; it goes on in a moment');
    } finally {
      await insist(() => this.#release(), this.#deps).finally(() => {
        clearInterval(renewal);
      });
    }
  }

  /** False when nothing may leave now. */
  async #sendNext(): Promise<boolean> {
    const { sql, channels } = this.#deps;
    const departure = await nextDeparture(this.#lane, this.#torn, this.#deps);
    if (departure === null) {
      const lookedForTorn = this.#torn;
      this.#torn = false;
      return lookedForTorn;
    }
    const { lead } = departure;
    const channel = channels.get(lead.channel);
    const pace = channel?.pace?.lane(this.#lane);
    const cost = channel?.weigh?.(lead) ?? 1;
    const urgent = this.#torn || departure.priority <= URGENT_PRIORITY;
    const until = this.#state.waitsUntil(pace, { cost, urgent });
    if (until !== null) {
      this.#state.hold(until, urgent);
      return false;
    }
    if (channel !== undefined) await waitForChannel(sql, channel, cost);
    this.#state.open(pace, cost);
    const effect = await this.#take(lead);
    if (effect === undefined) return false;
    await this.#deliver({ effect, departure, channel, pace, cost });
    return true;
  }

  async #take(lead: Effect): Promise<Effect | undefined> {
    const { recent, urgentAt, normalAt, slowdown } = this.#state;
    const [taken] = await this.#deps.sql.rows<Effect>(takeSql, [
      ...[this.#lane, this.#token, LANE_LEASE_MS, lead.id],
      ...[JSON.stringify(recent), urgentAt, normalAt, slowdown],
    ]);
    return taken === undefined ? undefined : { ...taken, payload: lead.payload };
  }

  async #deliver(sending: {
    effect: Effect;
    departure: Departure;
    channel: Channel | undefined;
    pace: LanePace | undefined;
    cost: number;
  }): Promise<void> {
    const { effect, departure, channel, pace, cost } = sending;
    const deps = { ...this.#deps, log: this.#logOf(effect) };
    let result: unknown;
    try {
      if (channel === undefined) throw noChannel(effect);
      result = await channel.deliver(effect);
    } catch (error) {
      const failedAt = performance.now();
      const { retryAfterMs, reached, code } = error instanceof IntegrationError ? error : {};
      if (code?.endsWith(THROTTLED) === true) this.#state.throttled();
      if (retryAfterMs !== undefined) this.#state.putOff();
      else this.#state.close(pace, reached === 'no' ? 0 : cost);
      if (reached === 'unknown') this.#torn = true;
      const verdict = await settleFailed(effect, error, deps);
      if (verdict !== null) this.#pausedUntil = failedAt + verdict.pauseMs;
      return;
    }
    const units = channel.spent?.(result) ?? cost;
    if (units > 0) this.#state.accepted();
    this.#state.close(pace, units);
    await settleSent(effect, departure, result, deps);
  }

  async #release(): Promise<void> {
    const { recent, urgentAt, normalAt, slowdown } = this.#state;
    const pauseMs =
      this.#pausedUntil === undefined ? null : Math.max(0, this.#pausedUntil - performance.now());
    await this.#deps.sql.rows(releaseLaneSql, [
      ...[this.#lane, this.#token, pauseMs],
      ...[JSON.stringify(recent), urgentAt, normalAt, slowdown, this.#torn],
    ]);
  }

  #logOf(effect: Effect): LaneDeps['log'] {
    const { correlationId, eventId, lane, id } = effect;
    const about = { correlationId, effectId: String(id), lane };
    return this.#deps.log.child(eventId === null ? about : { ...about, eventId });
  }
}

function noChannel(effect: Effect): IntegrationError {
  const message = `no channel ${effect.channel}`;
  return new IntegrationError('outbox.no_channel', { retryable: false, message, reached: 'no' });
}
