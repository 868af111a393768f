import fc from 'fast-check';
import { pauseKind, resumeKind, reviveDeadJob, reviveDeadJobs } from '../../src/engine/jobs/index.js';
import { withTransaction } from '../../src/platform/postgres/index.js';
import { sqlOfPool } from '../../src/platform/sql/index.js';
import { KINDS, maxAttemptsOf, type JobWorld, type SimulatedWorker } from './job-world.js';

/** One thing that somebody does, with all that it depends on. Several of them may be done at once. */
interface Action {
  name: string;
  run: (world: JobWorld) => Promise<void>;
}

const aWorker = fc.nat({ max: 2 });
const aKind = fc.constantFrom(...KINDS);
const some = fc.nat({ max: 1_000 });
/** How long a transaction stays open, so that what is done at the same moment comes in between. */
const heldMs = fc.constantFrom(0, 0, 10);

const aJob = fc.record(
  {
    kind: aKind,
    priority: fc.constantFrom(1, 5, 9),
    maxAttempts: fc.constantFrom(1, 2),
    delayMs: fc.constantFrom(0, 3_600_000),
    concurrencyKey: fc.constantFrom('car:1', 'car:2', 'car:3'),
    dedupeKey: fc.constantFrom('booking:1', 'booking:2'),
    dedupeWindowMs: fc.constantFrom(1, 3_600_000),
  },
  { requiredKeys: ['kind'] },
);

const anAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.array(aJob, { minLength: 1, maxLength: 4 }).map(enqueueing) },
  { weight: 7, arbitrary: fc.tuple(aWorker, fc.integer({ min: 1, max: 5 })).map(claiming) },
  { weight: 4, arbitrary: fc.tuple(aWorker, some, fc.integer({ min: 1, max: 3 })).map(completing) },
  { weight: 2, arbitrary: fc.tuple(aWorker, some, fc.boolean()).map(committing) },
  { weight: 4, arbitrary: fc.tuple(aWorker, some, fc.constantFrom(0, 3_600_000)).map(failing) },
  { weight: 2, arbitrary: fc.tuple(aWorker, some, fc.integer({ min: 1, max: 3 })).map(givingBack) },
  { weight: 2, arbitrary: aWorker.map(renewing) },
  { weight: 1, arbitrary: aWorker.map(crashing) },
  { weight: 3, arbitrary: fc.tuple(some, fc.boolean()).map(expiring) },
  { weight: 3, arbitrary: aWorker.map(recovering) },
  { weight: 2, arbitrary: fc.tuple(some, heldMs).map(cancelling) },
  { weight: 1, arbitrary: aKind.map(pausing) },
  { weight: 2, arbitrary: fc.tuple(aKind, heldMs).map(resuming) },
  { weight: 3, arbitrary: fc.constant({ name: 'hours pass', run: letTimePass }) },
  { weight: 3, arbitrary: aWorker.map(promoting) },
  { weight: 4, arbitrary: aWorker.map(givingTurns) },
  { weight: 2, arbitrary: fc.option(some).map(reviving) },
);

/** Actions one after the other, and some that happen at the same moment. */
export function jobCommands(maxCommands: number): fc.Arbitrary<Iterable<fc.AsyncCommand<object, JobWorld>>> {
  const together = fc.array(anAction, { minLength: 2, maxLength: 5 });
  return fc.commands([anAction.map((one) => step([one])), together.map(step)], { maxCommands });
}

function step(actions: readonly Action[]): fc.AsyncCommand<object, JobWorld> {
  return {
    check: () => true,
    async run(_model, world) {
      world.isAlone = actions.length === 1;
      await Promise.all(actions.map((one) => one.run(world)));
      world.isAlone = true;
      await world.check();
    },
    toString: () => actions.map((one) => one.name).join(' & '),
  };
}

function enqueueing(jobs: Parameters<JobWorld['enqueue']>[0]): Action {
  const areAlike = jobs.length > 2;
  return {
    name: `enqueue ${JSON.stringify(jobs)}`,
    run: (world) => (areAlike ? world.enqueueBulk(jobs) : world.enqueue(jobs)),
  };
}

function claiming([at, limit]: [number, number]): Action {
  return {
    name: `worker ${at} claims ${limit}`,
    async run(world) {
      await world.claim(world.workers[at]!, limit);
    },
  };
}

function completing([at, from, count]: [number, number, number]): Action {
  return {
    name: `worker ${at} completes ${count} from ${from}`,
    async run(world) {
      const worker = world.workers[at]!;
      await world.complete(worker, taken(worker, from, count));
    },
  };
}

/** What `commit` does: the end of the job and other changes in one transaction, which may fail. */
function committing([at, which, isRolledBack]: [number, number, boolean]): Action {
  return {
    name: `worker ${at} commits ${which}${isRolledBack ? ', which is rolled back' : ''}`,
    async run(world) {
      const worker = world.workers[at]!;
      const [one] = taken(worker, which, 1);
      if (one === undefined) return;
      if (one.isCancelled || one.attempts > maxAttemptsOf(one)) {
        await world.fail(worker, one, 0);
        return;
      }
      await world.commit(worker, one, isRolledBack);
    },
  };
}

function failing([at, which, retryMs]: [number, number, number]): Action {
  return {
    name: `worker ${at} fails ${which}, again in ${retryMs} ms`,
    async run(world) {
      const worker = world.workers[at]!;
      for (const one of taken(worker, which, 1)) await world.fail(worker, one, retryMs);
    },
  };
}

function givingBack([at, from, count]: [number, number, number]): Action {
  return {
    name: `worker ${at} gives back ${count} from ${from}`,
    async run(world) {
      const worker = world.workers[at]!;
      await world.giveBack(worker, taken(worker, from, count));
    },
  };
}

function renewing(at: number): Action {
  return { name: `worker ${at} renews`, run: (world) => world.renew(world.workers[at]!) };
}

function crashing(at: number): Action {
  return {
    name: `worker ${at} crashes`,
    async run(world) {
      world.crash(at);
    },
  };
}

function expiring([which, isTakenBack]: [number, boolean]): Action {
  return {
    name: `lease ${which} runs out${isTakenBack ? ' and is taken back' : ''}`,
    async run({ engine, workers }) {
      await engine.rows(
        `update job_leases set lease_until = now() - interval '1 second' where token = (
           select token from job_leases order by token
           offset (select $1 % greatest(1, count(*)) from job_leases) limit 1 for update skip locked)`,
        [which],
      );
      if (isTakenBack) await workers[0]!.leases.recover();
    },
  };
}

function recovering(at: number): Action {
  return {
    name: `worker ${at} takes back`,
    async run(world) {
      await world.workers[at]!.leases.recover();
    },
  };
}

function cancelling([which, held]: [number, number]): Action {
  return { name: `cancel ${which} within ${held} ms`, run: (world) => world.cancel(which, held) };
}

function pausing(kind: string): Action {
  return { name: `pause ${kind}`, run: ({ engine }) => pauseKind(engine.sql, kind, null) };
}

function resuming([kind, held]: [string, number]): Action {
  return {
    name: `resume ${kind} within ${held} ms`,
    run: ({ engine }) =>
      withTransaction(engine.pool, async (connection) => {
        await resumeKind(sqlOfPool(connection), kind);
        await connection.query('select pg_sleep($1)', [held / 1_000]);
      }),
  };
}

async function letTimePass({ engine }: JobWorld): Promise<void> {
  await engine.rows(
    `update jobs set run_at = now() - interval '1 ms'
     where id in (select id from jobs where state = 'waiting' for update skip locked)`,
  );
}

function promoting(at: number): Action {
  return {
    name: `worker ${at} promotes`,
    async run(world) {
      await world.workers[at]!.claims.promoteDue();
    },
  };
}

function givingTurns(at: number): Action {
  return {
    name: `worker ${at} gives turns`,
    async run(world) {
      await world.workers[at]!.claims.giveTurns();
    },
  };
}

function reviving(which: number | null): Action {
  return {
    name: which === null ? 'revive all' : `revive ${which}`,
    async run({ engine }) {
      if (which === null) {
        await orInUse(reviveDeadJobs(engine.sql, {}));
        return;
      }
      const dead = await engine.rows<{ id: bigint }>(`select id from jobs where state = 'dead' order by id`);
      const chosen = dead[which % Math.max(1, dead.length)];
      if (chosen !== undefined) await orInUse(reviveDeadJob(engine.sql, chosen.id));
    },
  };
}

/** A job of the same dedupe key may be stored at the same moment; then the caller is told to try again. */
async function orInUse(revival: Promise<unknown>): Promise<void> {
  await revival.catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== 'job.dedupe_key_in_use') throw error;
  });
}

/** Takes jobs out of a worker's hands: each is ended by one action only, as each has one handler. */
function taken(worker: SimulatedWorker, from: number, count: number): SimulatedWorker['held'] {
  if (worker.held.length === 0) return [];
  return worker.held.splice(from % worker.held.length, count);
}
