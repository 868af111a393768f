import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, rmSync, writeFileSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../../src/platform/package-root.js';
import type { Failpoint, FailpointPlan } from '../failpoint-plan.js';
import { now, pause } from '../pause.js';
import type { Random } from '../random.js';

const failpoints = join(import.meta.dirname, '..', 'failpoints.ts');
/** How many lives begin with a failpoint: some statements are sent at the start only. */
const BORN_WITH_FAILPOINT = 0.25;
const STOPS_WITHIN_MS = 30_000;

export interface ChildOptions {
  name: string;
  /** Children of one kind send the same statements. */
  kind: string;
  script: string;
  environment: Record<string, string>;
  /** Where its log and its journal go. */
  folder: string;
}

export interface Death {
  child: string;
  kind: string;
  at: number;
  signal: NodeJS.Signals | null;
  status: number | null;
}

/** A process that is started again whenever it ends, until it is told to stay away. */
export class Child {
  readonly name: string;
  readonly kind: string;
  readonly deaths: Death[] = [];
  readonly #options: ChildOptions;
  readonly #plan: FailpointPlan;
  readonly #random: Random;
  readonly #log: WriteStream;
  readonly #journal: string;
  readonly #orders: string;
  #process: ChildProcess | undefined;
  #exposed = false;
  #ordered: Failpoint | undefined;
  #stopping = false;
  #started: Promise<void> = Promise.resolve();
  #kept: Promise<void> | undefined;

  constructor(options: ChildOptions, plan: FailpointPlan, random: Random) {
    this.name = options.name;
    this.kind = options.kind;
    this.#options = options;
    this.#plan = plan;
    this.#random = random;
    this.#log = createWriteStream(join(options.folder, `${options.name}.log`), { flags: 'a' });
    this.#journal = join(options.folder, `${options.name}.journal`);
    this.#orders = join(options.folder, `${options.name}.failpoint`);
  }

  keep(): void {
    this.#kept = this.#keepRunning();
  }

  /** While the faults last; without it no life ends at a failpoint. */
  expose(exposed: boolean): void {
    this.#exposed = exposed;
    this.#plan.learn(this.kind, this.#journal);
    if (!exposed) this.#order(undefined);
  }

  /** The present life is to end at a statement; answers which. What was ordered before stands. */
  plant(): Failpoint | undefined {
    if (this.#ordered === undefined) this.#order(this.#plan.next(this.kind));
    return this.#ordered;
  }

  /** Settled when the present life has said that it is started; never, when it ends before. */
  get started(): Promise<void> {
    return this.#started;
  }

  kill(): void {
    this.#signal('SIGKILL');
  }

  /** As an operator restarts it. */
  restart(): void {
    this.#signal('SIGTERM');
  }

  /** Its clock goes on and it does not: as with a machine that is out of breath. */
  freeze(): void {
    this.#signal('SIGSTOP');
  }

  thaw(): void {
    this.#signal('SIGCONT');
  }

  /** Ends it for good; answers its exit status, null when it had to be killed. */
  async stop(): Promise<number | null> {
    this.#stopping = true;
    const child = this.#process;
    this.#signal('SIGCONT');
    this.#signal('SIGTERM');
    const timer = setTimeout(() => child?.kill('SIGKILL'), STOPS_WITHIN_MS);
    await this.#kept;
    clearTimeout(timer);
    this.#log.end();
    return this.deaths.at(-1)?.status ?? null;
  }

  async #keepRunning(): Promise<void> {
    while (this.#isWanted()) {
      const { signal, status } = await this.#live();
      this.deaths.push({ child: this.name, kind: this.kind, at: now(), signal, status });
      this.#plan.learn(this.kind, this.#journal);
      rmSync(this.#journal, { force: true });
      if (this.#isWanted()) await pause(this.#random.between(50, 800));
    }
  }

  #live(): Promise<{ signal: NodeJS.Signals | null; status: number | null }> {
    this.#order(undefined);
    if (this.#exposed && this.#random.chance(BORN_WITH_FAILPOINT)) this.plant();
    const { script, environment } = this.#options;
    const child = spawn(process.execPath, ['--import', 'tsx', '--import', failpoints, script], {
      cwd: packageRoot,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        ...environment,
        CHAOS_JOURNAL: this.#journal,
        CHAOS_FAILPOINT: this.#orders,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.#note(`life ${this.deaths.length + 1}, process ${child.pid ?? '?'}`);
    this.#started = new Promise((resolve) => {
      createInterface(child.stdout).on('line', (line) => {
        this.#log.write(`${line}\n`);
        if (line.includes('"msg":"started"')) resolve();
      });
    });
    createInterface(child.stderr).on('line', (line) => this.#log.write(`${line}\n`));
    return new Promise((resolve) => {
      child.once('exit', (status, signal) => {
        this.#process = undefined;
        this.#note(`ended with ${signal ?? status ?? '?'}`);
        resolve({ signal, status });
      });
    });
  }

  #isWanted(): boolean {
    return !this.#stopping;
  }

  #order(failpoint: Failpoint | undefined): void {
    this.#ordered = failpoint;
    writeFileSync(this.#orders, failpoint === undefined ? '' : JSON.stringify(failpoint));
    if (failpoint !== undefined) this.#note(`is to die at ${JSON.stringify(failpoint)}`);
    // Before it has a journal it does not know the signal, would die of it, and has not read the order yet.
    if (existsSync(this.#journal)) this.#signal('SIGUSR2');
  }

  #signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  #note(what: string): void {
    this.#log.write(`=== ${new Date(now()).toISOString()} ${this.name}: ${what}\n`);
  }
}
