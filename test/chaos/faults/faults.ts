import { branchChats, people } from '../../../src/playground/company/index.js';
import { pause } from '../pause.js';
import type { Random } from '../random.js';
import type { Child } from '../stand/child.js';
import type { Stand } from '../stand/stand.js';
import { deleteTopic, troubleTelegram, type DeletedTopic } from './telegram.js';

/** How often each kind of trouble comes, compared with the others. */
const WEIGHTS = {
  failpoint: 9,
  kill: 1.5,
  telegram: 10,
  backends: 7,
  updates: 3,
  silence: 1.2,
  listenerSilence: 0.8,
  restart: 0.6,
  crash: 0.8,
  outage: 0.8,
  topic: 0.8,
  freeze: 0.4,
} as const;
type FaultName = keyof typeof WEIGHTS;

const BETWEEN_MS = { least: 150, most: 1_300 };
/** A crash needs a moment to be recovered from; right after one nothing else would be tried. */
const AFTER_CRASH_MS = 3_000;
/** Longer than a lease of jobs and of lanes. */
const FREEZE_MS = { least: 16_000, most: 18_000 };
/**
 * A frozen process that delivers could send after another one has taken over and looked; nothing in a database can
 * prevent that. The others are frozen: they may not commit.
 */
const FREEZABLE = ['bot', 'probe', 'web'];

/** Makes trouble until it is told to stop, and keeps account of it. */
export class Faults {
  readonly counts: Partial<Record<string, number>> = {};
  readonly deletedTopics: DeletedTopic[] = [];
  readonly #stand: Stand;
  readonly #random: Random;
  readonly #say: (text: string) => void;
  #mayCrashAt = 0;
  readonly #frozen = new Set<Promise<void>>();

  constructor(stand: Stand, random: Random, say: (text: string) => void) {
    this.#stand = stand;
    this.#random = random;
    this.#say = say;
  }

  async run(signal: AbortSignal): Promise<void> {
    for (const child of this.#stand.children) child.expose(true);
    while (!signal.aborted) {
      const name = this.#random.weighted(WEIGHTS);
      const what = await this.#make(name, signal).catch((error: unknown) => `not done: ${String(error)}`);
      this.#say(`${name} ${what}`);
      await pause(this.#random.between(BETWEEN_MS.least, BETWEEN_MS.most), signal);
    }
    await Promise.all(this.#frozen);
    this.#end();
  }

  /** What was broken stays broken (a silent connection is silent for ever); nothing new is. */
  #end(): void {
    for (const child of this.#stand.children) child.expose(false);
    this.#stand.playground.telegram.control.clearFaults();
    this.#stand.proxy.restore();
  }

  async #make(name: FaultName, signal: AbortSignal): Promise<string> {
    const { children, database, proxy, playground } = this.#stand;
    const random = this.#random;
    const { telegram } = playground;
    switch (name) {
      case 'failpoint': {
        const child = random.of(children);
        const failpoint = child.plant();
        return failpoint === undefined
          ? 'nowhere known'
          : `${child.name} at ${failpoint.statement} ${failpoint.moment} ${failpoint.nth}`;
      }
      case 'kill':
        return this.#toChild(name, children, (child) => {
          child.kill();
        });
      case 'restart':
        return this.#toChild(name, children, (child) => {
          child.restart();
        });
      case 'freeze':
        return this.#toChild(
          name,
          children.filter(({ kind }) => FREEZABLE.includes(kind)),
          (child) => {
            this.#freeze(child, signal);
          },
        );
      case 'telegram':
        return this.#count(`telegram.${troubleTelegram(telegram, random)}`);
      case 'backends':
        return `${this.#count(name)} ${await database.terminate(random.between(1, 4))}`;
      case 'updates':
        telegram.control.disturbUpdates(random.chance(0.5) ? { twice: 2 } : { swap: 1 });
        return this.#count(name);
      case 'silence':
        return proxy.silence(false) ? this.#count(name) : 'nobody there';
      case 'listenerSilence':
        return proxy.silence(true) ? this.#count(name) : 'nobody there';
      case 'crash':
        if (performance.now() < this.#mayCrashAt) return 'too soon';
        this.#mayCrashAt = performance.now() + AFTER_CRASH_MS;
        database.crash();
        return this.#count(name);
      case 'outage':
        proxy.cut();
        await pause(random.between(500, 3_000), signal);
        proxy.restore();
        return this.#count(name);
      case 'topic': {
        const deleted = deleteTopic(telegram, Object.values(branchChats), people.admin, random);
        if (deleted === undefined) return 'none there';
        this.deletedTopics.push(deleted);
        return `${this.#count(name)} ${deleted.threadId} of ${deleted.chatId}`;
      }
    }
  }

  #toChild(name: FaultName, children: readonly Child[], act: (child: Child) => void): string {
    const child = this.#random.of(children);
    act(child);
    this.#count(name);
    return child.name;
  }

  #freeze(child: Child, signal: AbortSignal): void {
    child.freeze();
    const thawing = pause(this.#random.between(FREEZE_MS.least, FREEZE_MS.most), signal).then(() => {
      child.thaw();
    });
    this.#frozen.add(thawing);
  }

  #count(name: string): string {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
    return name;
  }
}
