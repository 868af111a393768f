import {
  consumerLag,
  readEvents,
  replayFault,
  seekConsumer,
  unsettledEvents,
  type ConsumerDefinition,
} from '../../../src/engine/events/index.js';
import {
  attemptsOf,
  cancelJob,
  editDeadJob,
  pauseKind,
  resumeKind,
  reviveDeadJob,
  type Work,
  type Workshop,
} from '../../../src/engine/jobs/index.js';
import { BranchlineError } from '../../../src/kernel/errors.js';
import { newCorrelationId } from '../../../src/kernel/ids.js';
import type { Logger } from '../../../src/platform/log/index.js';
import type { Sql } from '../../../src/platform/sql/index.js';
import type { Wakeups } from '../../../src/engine/wakeups/index.js';
import type { Random } from '../random.js';
import { SOUGHT, STUMBLING } from './consumers.js';
import { ask } from './jobs.js';

export interface OperatorDeps {
  /** As the product has it: named statements on the pool. */
  sql: Sql;
  rows<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  workshop: Workshop;
  wakeups: Wakeups;
  consumers: readonly ConsumerDefinition<Work>[];
  random: Random;
  log: Logger;
}

const PAUSED_KIND = 'chaos.slow';
/** Jobs of so few keys wait for each other. */
const KEYS = 4;

/** What people and programs do to the engine besides the product's daily work. Each may fail at any moment. */
export function operatorActions(deps: OperatorDeps): Record<string, () => Promise<unknown>> {
  const { sql, rows, random, workshop } = deps;
  const ids = (condition: string): Promise<{ id: bigint }[]> =>
    rows(`select id from jobs where kind like 'chaos.%' and ${condition} order by random() limit 3`);

  return {
    chain: () => askFor(deps, 'chaos.chain', { left: random.between(0, 5) }),
    limited: () => askFor(deps, 'chaos.limited', {}),
    slow: () => askFor(deps, 'chaos.slow', {}),
    faulty: () => askFor(deps, 'chaos.faulty', { broken: random.chance(0.5) }),
    async cancel() {
      for (const { id } of await ids("kind = 'chaos.slow' and cancel_requested_at is null")) {
        await cancelJob(sql, id, 'by the campaign');
        deps.wakeups.wake('cancellations');
      }
    },
    pause: () => pauseKind(sql, PAUSED_KIND, null),
    resume: () => resume(deps),
    mend: () => mend(deps),
    async look() {
      for (const { id } of await ids('attempts > 0')) await attemptsOf(sql, id);
      await consumerLag(sql, deps.consumers);
      await unsettledEvents(sql);
      await readEvents(sql, { after: 0n, limit: 5 });
    },
    seek: () =>
      seekConsumer(
        sql,
        SOUGHT,
        random.of([
          'beginning',
          'now',
          { timestamp: new Date(Date.now() - random.between(2_000, 60_000)) },
        ] as const),
      ),
    replay: () => replay(deps),
    transact: () => workshop.transact(async (work) => work.tx.$queryRaw`select 1`),
  };
}

/** Brings to its end what an operator may have left half done. */
export async function tidyUp(deps: OperatorDeps): Promise<void> {
  await resume(deps);
  await mend(deps);
  await replay(deps);
}

async function askFor(
  { workshop, random }: OperatorDeps,
  kind: Parameters<typeof ask>[1]['kind'],
  more: { left?: number; broken?: boolean },
): Promise<void> {
  const correlationId = newCorrelationId();
  const name = `${kind}:${correlationId}`;
  await workshop.transact((work) =>
    ask(work, {
      ...{ kind, payload: { name, ...more }, correlationId },
      ...(random.chance(0.5) && { concurrencyKey: `chaos:${random.between(1, KEYS)}` }),
      ...(random.chance(0.3) && { dedupeKey: name, dedupeWindowMs: 1_000 }),
      ...(random.chance(0.3) && { delayMs: random.between(1, 1_500) }),
    }),
  );
}

async function resume({ sql, wakeups }: OperatorDeps): Promise<void> {
  if (await resumeKind(sql, PAUSED_KIND)) wakeups.wake('jobs');
}

/** Dead jobs get a payload that works, and all their attempts again. */
async function mend({ sql, rows, wakeups }: OperatorDeps): Promise<void> {
  const dead = await rows<{ id: bigint; payload: object }>(
    "select id, payload from jobs where kind like 'chaos.%' and state = 'dead' limit 10",
  );
  for (const { id, payload } of dead) {
    try {
      await editDeadJob(sql, id, { ...payload, broken: false });
      await reviveDeadJob(sql, id);
    } catch (error) {
      // The other probe was there first.
      if (!(error instanceof BranchlineError)) throw error;
    }
  }
  if (dead.length > 0) wakeups.wake('jobs');
}

async function replay({ sql, rows, workshop, consumers }: OperatorDeps): Promise<void> {
  const definition = consumers.find(({ name }) => name === STUMBLING);
  const faults = await rows<{ position: bigint }>(
    'select position from consumer_faults where consumer = $1 order by position limit 5',
    [STUMBLING],
  );
  if (definition === undefined) return;
  for (const { position } of faults) {
    try {
      await replayFault({ sql, transactions: workshop }, definition, position);
    } catch (error) {
      // It stumbles once in each process, and the other probe may have been there first.
      if (!(error instanceof BranchlineError)) throw error;
    }
  }
}
