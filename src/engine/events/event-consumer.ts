import type { Logger } from '../../platform/log/index.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { Pause, type Wakeups } from '../wakeups/index.js';
import { consumeBatch, type TakenBatch } from './consume-batch.js';
import type { ConsumerDefinition, Transactions } from './consumer-definition.js';
import { unknownConsumer } from './consumer-errors.js';
import { storeFailure } from './consumer-failure.js';
import { typeList } from './read-events.js';

const registerConsumerSql = loadStatement(import.meta.url, './sql/register-consumer.sql');
const lookConsumerSql = loadStatement(import.meta.url, './sql/look-consumer.sql');

/** The first wait for a transaction that holds the stream up, or for another process of the group; then doubled. */
const SHORTEST_WAIT_MS = 5;

/**
 * One process's part in a group of consumers: takes the group's turn whenever nobody else has it. Any number may run
 * in any number of processes. A process that dies in the middle of a batch leaves nothing of it behind: its
 * transaction ends with it, and another goes on from the position before.
 */
export class EventConsumer<Work> {
  readonly #deps: { sql: Sql; transactions: Transactions<Work>; wakeups: Wakeups; log: Logger };
  readonly #definition: ConsumerDefinition<Work>;
  readonly #pollMs: number;
  readonly #types: string | null;
  /** Where a batch failed: there events are taken one by one, so that the others get past the faulty one. */
  #oneByOne: { after: bigint; upTo: bigint } | undefined;
  #waitMs = SHORTEST_WAIT_MS;
  readonly #pause = new Pause();
  #stopping = false;
  #loop: Promise<void> | undefined;
  #unsubscribe: () => void = () => undefined;

  constructor(
    deps: { sql: Sql; transactions: Transactions<Work>; wakeups: Wakeups; log: Logger },
    definition: ConsumerDefinition<Work>,
    /** `pollMs`: how often to look without having been woken. */
    options: { pollMs: number },
  ) {
    this.#deps = { ...deps, log: deps.log.child({ consumer: definition.name }) };
    this.#definition = definition;
    this.#types = typeList(definition.types);
    this.#pollMs = options.pollMs;
  }

  /** Once it returns the group has its position: what is appended from then on will be handled. */
  async start(): Promise<void> {
    await this.#deps.sql.rows(registerConsumerSql, [this.#definition.name, this.#definition.from]);
    this.#unsubscribe = this.#deps.wakeups.onWake('events', () => {
      this.#pause.wake();
    });
    this.#loop = this.#run();
  }

  /** Ends after the batch that is being handled. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#unsubscribe();
    this.#pause.wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#pause.forget();
      // `stop` may have come meanwhile; it wakes.
      await this.#pause.wait(await this.#turn());
    }
  }

  /** Answers for how long there is nothing to do, in ms. */
  async #turn(): Promise<number> {
    try {
      const { next, retryInMs } = await this.#look();
      if (next === 'none') {
        this.#waitMs = SHORTEST_WAIT_MS;
        return this.#pollMs;
      }
      if (retryInMs !== null && retryInMs > 0) return Math.min(this.#pollMs, Math.ceil(retryInMs));
      if (next === 'unsettled') return this.#longerWait();
      return await this.#consume();
    } catch (error) {
      this.#deps.log.error({ err: error }, 'events cannot be read now');
      return this.#pollMs;
    }
  }

  /** Looks without a lock: a group with nothing to do costs one statement that writes nothing. */
  async #look(): Promise<{ next: 'none' | 'unsettled' | 'ready'; retryInMs: number | null }> {
    const [group] = await this.#deps.sql.rows<{
      next: 'none' | 'unsettled' | 'ready';
      retryInMs: number | null;
    }>(lookConsumerSql, [this.#definition.name, this.#types]);
    if (group === undefined) throw unknownConsumer(this.#definition.name);
    return group;
  }

  async #consume(): Promise<number> {
    const outcome = await consumeBatch(this.#deps.transactions, this.#definition, (position) =>
      this.#sizeAt(position),
    );
    switch (outcome.kind) {
      case 'nothing':
      case 'not_now':
        return this.#longerWait();
      case 'handled':
        this.#waitMs = SHORTEST_WAIT_MS;
        return 0;
      case 'failed':
        this.#waitMs = SHORTEST_WAIT_MS;
        await this.#fail(outcome.batch, outcome.error);
        return 0;
    }
  }

  #sizeAt(position: bigint): number {
    const range = this.#oneByOne;
    if (range !== undefined && position >= range.after && position < range.upTo) return 1;
    this.#oneByOne = undefined;
    return this.#definition.batch;
  }

  async #fail(batch: TakenBatch, error: unknown): Promise<void> {
    const { log, sql } = this.#deps;
    const [event] = batch.events;
    const last = batch.events.at(-1) ?? event;
    if (last !== event) {
      log.warn(
        { err: error, events: batch.events.length },
        'a batch failed, its events are tried one by one',
      );
      this.#oneByOne = { after: batch.position, upTo: last.position };
      return;
    }
    const { id: eventId, correlationId, type } = event;
    const what = { err: error, eventId, correlationId, type, failures: batch.failures + 1 };
    const stored = await storeFailure(sql, this.#definition, batch, error);
    if (stored === 'given_up') log.error(what, 'an event failed and was given up');
    else log.warn(what, stored === 'retry' ? 'an event failed, again later' : 'an event failed here only');
  }

  #longerWait(): number {
    const waitMs = Math.min(this.#waitMs, this.#pollMs);
    this.#waitMs = waitMs * 2;
    return waitMs;
  }
}
