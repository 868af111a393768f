import { readFileSync } from 'node:fs';
import type { Random } from './random.js';
import { COMMIT, readStatements } from './statements.js';

const MOMENTS = ['before', 'sent', 'after'] as const;
type Moment = (typeof MOMENTS)[number];

export interface Failpoint {
  statement: string;
  moment: Moment;
  /** It strikes the process when it comes to the statement for the nth time. */
  nth: number;
}

const NTH_AT_MOST = 4;

/** Chooses who dies at which statement, so that over a long run every one gets its turn, and keeps account of it. */
export class FailpointPlan {
  readonly #random: Random;
  readonly #all: readonly string[];
  /** Which statements children of a kind have sent. */
  readonly #sentBy = new Map<string, Set<string>>();
  readonly #planned = new Map<string, number>();
  readonly #struck = new Map<string, Map<Moment, number>>();

  constructor(random: Random) {
    this.#random = random;
    this.#all = [...readStatements().map(({ name }) => name), COMMIT];
  }

  /** For a child of a kind; nothing before it is known what such children send. */
  next(kind: string): Failpoint | undefined {
    const candidates = [...(this.#sentBy.get(kind) ?? [])]
      .flatMap((statement) => MOMENTS.map((moment) => ({ statement, moment })))
      .map((one) => ({ ...one, tries: this.#planned.get(`${one.statement} ${one.moment}`) ?? 0 }));
    if (candidates.length === 0) return undefined;
    const fewest = Math.min(...candidates.map(({ tries }) => tries));
    const { statement, moment, tries } = this.#random.of(candidates.filter((one) => one.tries === fewest));
    this.#planned.set(`${statement} ${moment}`, tries + 1);
    return { statement, moment, nth: this.#random.between(1, NTH_AT_MOST) };
  }

  /** Takes in what a child wrote down during its life. */
  learn(kind: string, journal: string): void {
    const sent = this.#sentBy.get(kind) ?? new Set();
    this.#sentBy.set(kind, sent);
    for (const line of linesOf(journal)) {
      const { seen, struck } = JSON.parse(line) as { seen?: string; struck?: Failpoint };
      if (seen !== undefined) sent.add(seen);
      if (struck === undefined) continue;
      const moments = this.#struck.get(struck.statement) ?? new Map<Moment, number>();
      moments.set(struck.moment, (moments.get(struck.moment) ?? 0) + 1);
      this.#struck.set(struck.statement, moments);
    }
  }

  get strikes(): number {
    return [...this.#struck.values()]
      .flatMap((moments) => [...moments.values()])
      .reduce((sum, n) => sum + n, 0);
  }

  /** By statement, at which moments it was struck and how often. */
  coverage(): {
    struck: Record<string, Partial<Record<Moment, number>>>;
    notStruck: string[];
    notSent: string[];
  } {
    const sent = new Set([...this.#sentBy.values()].flatMap((names) => [...names]));
    return {
      struck: Object.fromEntries(
        [...this.#struck].sort(byName).map(([name, moments]) => [name, Object.fromEntries(moments)]),
      ),
      notStruck: this.#all.filter((name) => sent.has(name) && !this.#struck.has(name)),
      notSent: this.#all.filter((name) => !sent.has(name)),
    };
  }
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    // A child that died before it sent anything has written nothing.
    return [];
  }
}
