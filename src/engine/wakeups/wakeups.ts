import { EventEmitter } from 'node:events';
import { Client, type Pool } from 'pg';
import type { Logger } from '../../platform/log/index.js';

const TOPICS = ['jobs', 'cancellations', 'outbox', 'events'] as const;
export type WakeupTopic = (typeof TOPICS)[number];

const CHANNEL = 'branchline_wakeup';
/** One NOTIFY per insert takes a global lock at commit and halves the throughput; two hundred a second do not. */
const NOTIFY_EVERY_MS = 5;
const HEARTBEAT_MS = 10_000;
const RECONNECT_MS = 1_000;

/**
 * Tells those who wait that there is something to do: at once within the process, and by a debounced NOTIFY to the
 * others. A wake-up may get lost (a half-open connection is noticed by the heartbeat only): whoever listens also
 * polls, so a lost one costs time and nothing else.
 */
export class Wakeups {
  readonly #emitter = new EventEmitter();
  readonly #pending = new Set<WakeupTopic>();
  readonly #deps: { pool: Pool; url: string; log: Logger };
  #notifyTimer: NodeJS.Timeout | undefined;
  #listener: Client | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(deps: { pool: Pool; url: string; log: Logger }) {
    this.#deps = deps;
    this.#emitter.setMaxListeners(50);
  }

  onWake(topic: WakeupTopic, listener: () => void): () => void {
    this.#emitter.on(topic, listener);
    return () => this.#emitter.off(topic, listener);
  }

  wake(topic: WakeupTopic): void {
    this.#emitter.emit(topic);
    this.#pending.add(topic);
    // The first is told at once; what comes soon after it goes together.
    if (this.#notifyTimer === undefined) this.#notify();
  }

  /** Begins to hear the other processes; keeps trying when the database is away. */
  async listen(): Promise<void> {
    if (this.#stopped) return;
    const client = new Client({
      connectionString: this.#deps.url,
      keepAlive: true,
      application_name: 'branchline listen',
    });
    client.on('notification', ({ payload }) => {
      const topic = TOPICS.find((one) => one === payload);
      if (topic !== undefined) this.#emitter.emit(topic);
    });
    client.on('error', (error) => {
      this.#lose(client, error);
    });
    client.on('end', () => {
      this.#lose(client, new Error('the connection ended'));
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      await this.#keep(client);
    } catch (error) {
      this.#lose(client, error);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#notifyTimer);
    clearTimeout(this.#reconnect);
    clearInterval(this.#heartbeat);
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.end().catch(() => undefined);
  }

  async #keep(client: Client): Promise<void> {
    if (this.#stopped) {
      // By somebody who could not end it: the connection was still being made.
      await client.end();
      return;
    }
    this.#listener = client;
    this.#heartbeat = setInterval(() => {
      this.#beat(client);
    }, HEARTBEAT_MS).unref();
    // What was announced while nobody listened is found by looking once.
    for (const topic of TOPICS) this.#emitter.emit(topic);
  }

  #beat(client: Client): void {
    const late = setTimeout(() => {
      this.#lose(client, new Error('no answer to the heartbeat'));
    }, HEARTBEAT_MS / 2);
    client.query('select 1').then(
      () => {
        clearTimeout(late);
      },
      (error: unknown) => {
        clearTimeout(late);
        this.#lose(client, error);
      },
    );
  }

  #lose(client: Client, error: unknown): void {
    if (this.#stopped || (this.#listener !== undefined && this.#listener !== client)) return;
    clearInterval(this.#heartbeat);
    if (this.#listener === client) this.#listener = undefined;
    client.removeAllListeners();
    client.on('error', () => undefined);
    client.end().catch(() => undefined);
    if (this.#reconnect !== undefined) return;
    this.#deps.log.warn({ err: error }, 'wake-ups from other processes are lost, listening again soon');
    this.#reconnect = setTimeout(() => {
      this.#reconnect = undefined;
      void this.listen();
    }, RECONNECT_MS).unref();
  }

  #notify(): void {
    this.#notifyTimer = undefined;
    const topics = [...this.#pending];
    if (topics.length === 0) return;
    this.#notifyTimer = setTimeout(() => {
      this.#notify();
    }, NOTIFY_EVERY_MS).unref();
    this.#pending.clear();
    for (const topic of topics)
      this.#deps.pool.query(`select pg_notify('${CHANNEL}', $1)`, [topic]).catch((error: unknown) => {
        this.#deps.log.warn({ err: error }, 'other processes were not told; they will find out by polling');
      });
  }
}
