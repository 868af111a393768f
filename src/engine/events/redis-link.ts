import type { createClient } from 'redis';
import { retryDelayMs } from '../../kernel/backoff.js';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import type { Logger } from '../../platform/log/index.js';

const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 2_000;
/** A server that takes connections but does not greet: given up, and tried again. */
const GREETING_TIMEOUT_MS = 5_000;
const RECONNECT = { strategy: 'exponential_jitter', baseMs: 100, maxMs: 5_000 } as const;

export type RedisClient = ReturnType<typeof createConnection>;

/**
 * A connection to Redis that nothing depends on: it is made in the background, comes back by itself, holds nobody up
 * for longer than a command's time, and an outage is one line of the log when it begins and one when it ends.
 */
export class RedisLink {
  readonly #deps: { url: string; log: Logger };
  readonly #onReady: () => void;
  #client: RedisClient | undefined;
  #greeting: NodeJS.Timeout | undefined;
  #outage: unknown;
  #closed = false;

  /** `onReady`: called whenever the connection is there (again). */
  constructor(deps: { url: string; log: Logger }, options: { onReady: () => void }) {
    this.#deps = deps;
    this.#onReady = options.onReady;
  }

  /** Begins to connect; does not wait for it. */
  open(): void {
    // Loaded where there is a Redis only: no other package takes as long.
    import('redis')
      .then((redis) => {
        if (!this.#closed) this.#connect(createConnection(redis.createClient, this.#deps.url));
      })
      .catch((error: unknown) => {
        this.#deps.log.error({ err: error }, 'the client of Redis cannot be used');
      });
  }

  #connect(client: RedisClient): void {
    this.#client = client;
    client.on('error', (error: unknown) => {
      clearTimeout(this.#greeting);
      this.#fail(client, error);
    });
    client.on('connect', () => {
      clearTimeout(this.#greeting);
      this.#greeting = setTimeout(() => {
        this.#reopen(client, tooLate('greeting', GREETING_TIMEOUT_MS));
      }, GREETING_TIMEOUT_MS).unref();
    });
    client.on('ready', () => {
      clearTimeout(this.#greeting);
      // Somebody closed it while it was being made.
      if (this.#closed || this.#client !== client) client.destroy();
      else this.#onReady();
    });
    client.connect().catch((error: unknown) => {
      this.#fail(client, error);
    });
  }

  get ready(): boolean {
    return this.#client?.isReady ?? false;
  }

  /**
   * Runs one command, or several that go together. After an error, and after the time is over, nobody knows whether
   * they were carried out.
   *
   * @throws `redis.unavailable`, retryable, whatever Redis or the way to it had against them
   */
  async run<Result>(
    command: (client: RedisClient) => Promise<Result>,
    withinMs = COMMAND_TIMEOUT_MS,
  ): Promise<Result> {
    const client = this.#client;
    if (client?.isReady !== true) throw unavailable(this.#outage);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const error = tooLate('answer', withinMs);
        reject(error);
        // Commands without an answer stay in its queue: only with the connection they are surely gone.
        this.#reopen(client, error);
      }, withinMs);
    });
    try {
      return await Promise.race([command(client), late]);
    } catch (error) {
      this.#fail(client, error);
      throw unavailable(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** What was to be done could be done: an outage is over. A connection alone does not say so. */
  recover(): void {
    if (this.#outage === undefined) return;
    this.#outage = undefined;
    this.#deps.log.info('Redis is back');
  }

  /** @throws `redis.unavailable` while there is an outage or no connection yet */
  check(): void {
    if (this.#outage !== undefined || !this.ready) throw unavailable(this.#outage);
  }

  /** Closes when `work` is over; when that takes longer, what waits for an answer fails first. */
  async closeAfter(work: Promise<void> | undefined, graceMs: number): Promise<void> {
    const giveUp = setTimeout(() => {
      this.close();
    }, graceMs);
    await work;
    clearTimeout(giveUp);
    this.close();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#greeting);
    this.#client?.destroy();
  }

  #fail(client: RedisClient, error: unknown): void {
    if (this.#closed || this.#client !== client) return;
    const first = this.#outage === undefined;
    this.#outage = error;
    if (first) this.#deps.log.warn({ err: error }, 'Redis is away, trying on until it is back');
  }

  #reopen(client: RedisClient, error: unknown): void {
    if (this.#closed || this.#client !== client) return;
    this.#fail(client, error);
    client.destroy();
    this.#client = undefined;
    this.open();
  }
}

function createConnection(create: typeof createClient, url: string) {
  return create({
    url,
    RESP: 2,
    name: 'branchline',
    // What cannot be sent now must not be sent later: its sender has gone on.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (retries) => retryDelayMs(RECONNECT, retries + 1, Math.random()),
    },
  });
}

function tooLate(what: string, ms: number): Error {
  return new Error(`no ${what} within ${ms} ms`);
}

function unavailable(cause: unknown): BranchlineError {
  const why = cause === undefined ? 'not connected yet' : errorMessage(cause);
  return new BranchlineError('redis.unavailable', {
    retryable: true,
    message: `Redis is not available: ${why}`,
    cause,
  });
}

export function isUnavailable(error: unknown): boolean {
  return error instanceof BranchlineError && error.code === 'redis.unavailable';
}
