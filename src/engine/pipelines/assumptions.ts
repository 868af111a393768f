import { parseExpression, type Json, type Scope } from './jmespath.js';

/** What a dry run takes for granted. */
export interface Assumed {
  /** What started the run; without it what reads `event` stays open. */
  event?: Json | undefined;
  /** Outputs by `save_as`; what reads one that is not here stays open. */
  steps?: Readonly<Record<string, Json>> | undefined;
  /** Without it what reads `run` stays open. */
  run?: Json | undefined;
  now: Date;
}

/** What can be read at a point of a dry run, and what is open there. */
export class Assumptions {
  private readonly steps: Map<string, Json>;

  constructor(
    private readonly params: Json,
    private readonly assumed: Assumed,
  ) {
    this.steps = new Map(Object.entries(assumed.steps ?? {}));
  }

  /** What a skipped step would have saved is null. */
  skip(saveAs: string | null): void {
    if (saveAs !== null && !this.steps.has(saveAs)) this.steps.set(saveAs, null);
  }

  scope(item?: Scope['item']): Scope {
    const { event = null, run = null, now } = this.assumed;
    return { params: this.params, steps: Object.fromEntries(this.steps), event, run, now, item };
  }

  /** Whether the expression reads what nobody assumed; `openItem` is a for-each's item of which nothing is known. */
  isOpen(expression: string, openItem?: string): boolean {
    return parseExpression(expression).references.some(([root, name]) => {
      switch (root) {
        case 'event':
          return this.assumed.event === undefined;
        case 'run':
          return this.assumed.run === undefined;
        case 'steps':
          return typeof name === 'string' && !this.steps.has(name);
        default:
          return openItem !== undefined && root === openItem;
      }
    });
  }
}
