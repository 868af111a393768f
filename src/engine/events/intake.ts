import type { Sql } from '../../platform/sql/index.js';
import {
  appendRows,
  outcomeOf,
  rowOfEvent,
  rowOfQuarantined,
  type Appended,
  type EventRow,
  type NewEvent,
  type QuarantinedEvent,
} from './append.js';

/** So many deliveries a statement. */
const BATCH = 100;
/** Statements at a time: while one is being made durable another gathers. */
const AT_ONCE = 2;

interface Waiting {
  rows: readonly [EventRow, ...EventRow[]];
  resolve: (appended: Appended) => void;
  reject: (error: unknown) => void;
}

/**
 * Stores what comes in from outside, durable when it answers. What arrives while statements are under way goes together
 * with the next one: a single delivery waits for nobody, and a thousand a second are a hundred commits.
 */
export class EventIntake {
  readonly #sql: Sql;
  #waiting: Waiting[] = [];
  #storing = 0;

  constructor(deps: { sql: Sql }) {
    this.#sql = deps.sql;
  }

  /** Events of one delivery, stored together or not at all; answers what became of the first. */
  append(first: NewEvent, ...others: NewEvent[]): Promise<Appended> {
    return this.#add([rowOfEvent(first), ...others.map(rowOfEvent)]);
  }

  /** Keeps a delivery that nobody understands, whole. */
  quarantine(event: QuarantinedEvent): Promise<Appended> {
    return this.#add([rowOfQuarantined(event)]);
  }

  #add(rows: Waiting['rows']): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ rows, resolve, reject });
      if (this.#storing < AT_ONCE) void this.#store();
    });
  }

  async #store(): Promise<void> {
    this.#storing++;
    while (this.#waiting.length > 0) await this.#storeBatch(this.#nextBatch());
    this.#storing--;
  }

  /** The same delivery twice does not go into one statement: the second comes after it and finds the first. */
  #nextBatch(): Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const keys = new Set<string>();
    for (const one of this.#waiting) {
      const [{ source, dedupeKey }] = one.rows;
      const key = dedupeKey === null ? undefined : JSON.stringify([source, dedupeKey]);
      if (batch.length === BATCH || (key !== undefined && keys.has(key))) later.push(one);
      else batch.push(one);
      if (key !== undefined) keys.add(key);
    }
    this.#waiting = later;
    return batch;
  }

  async #storeBatch(batch: readonly Waiting[]): Promise<void> {
    let stored: Set<string>;
    try {
      stored = await appendRows(
        this.#sql,
        batch.flatMap(({ rows }) => rows),
      );
    } catch (error) {
      // One that the database refuses must not take the others with it.
      if (batch.length > 1) await Promise.all(batch.map((one) => this.#storeBatch([one])));
      else for (const one of batch) one.reject(error);
      return;
    }
    for (const { rows, resolve, reject } of batch)
      outcomeOf(this.#sql, rows[0], stored).then(resolve, reject);
  }
}
