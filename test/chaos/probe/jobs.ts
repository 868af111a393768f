import { z } from 'zod';
import { defineJob, type AnyJobDefinition, type NewJob, type Work } from '../../../src/engine/jobs/index.js';
import { BranchlineError } from '../../../src/kernel/errors.js';

const Payload = z.object({
  name: z.string(),
  left: z.number().int().default(0),
  broken: z.boolean().default(false),
});
type Payload = z.infer<typeof Payload>;

const quickly = { strategy: 'exponential_jitter', baseMs: 50, maxMs: 2_000 } as const;
/** Kills and lost connections use attempts up; none is to die of them here. */
const MANY_ATTEMPTS = 200;
const common = { payload: Payload, maxAttempts: MANY_ATTEMPTS, timeoutMs: 20_000, backoff: quickly };

/** Longer than most jobs, so that there is something to cancel and to report of. */
const SLOW_STEPS = 6;
const SLOW_STEP_MS = 150;

export type ProbeKind = 'chaos.chain' | 'chaos.limited' | 'chaos.slow' | 'chaos.faulty';

/** Jobs that write down that they were done, in the transaction that ends them. */
export function probeJobs(): AnyJobDefinition[] {
  return [
    defineJob<Payload>({
      ...common,
      kind: 'chaos.chain',
      async handle({ payload, correlationId }, { commit }) {
        await commit(async (work) => {
          await done(work, payload.name);
          if (payload.left === 0) return;
          const next = { name: `${payload.name}+`, left: payload.left - 1 };
          await ask(work, {
            kind: 'chaos.chain',
            payload: next,
            correlationId,
            delayMs: payload.left % 3 === 0 ? 200 : 0,
          });
        });
      },
    }),
    defineJob<Payload>({
      ...common,
      kind: 'chaos.limited',
      rateLimit: { jobs: 20, perMs: 1_000, burst: 5 },
      handle: ({ payload }, { commit }) => commit((work) => done(work, payload.name)),
    }),
    defineJob<Payload>({
      ...common,
      kind: 'chaos.slow',
      async handle({ payload }, { commit, signal, progress }) {
        for (let step = 0; step < SLOW_STEPS; step++) {
          progress({ done: step, total: SLOW_STEPS });
          await aborted(signal, SLOW_STEP_MS);
        }
        await commit((work) => done(work, payload.name));
      },
    }),
    defineJob<Payload>({
      ...common,
      kind: 'chaos.faulty',
      async handle({ payload }, { commit }) {
        if (payload.broken) throw new BranchlineError('chaos.broken', { retryable: false });
        await commit((work) => done(work, payload.name));
      },
    }),
  ];
}

/** Asks for a job and writes that down, together or not at all. */
export async function ask(
  work: Work,
  job: Omit<NewJob, 'payload'> & { kind: ProbeKind; payload: Partial<Payload> & { name: string } },
): Promise<void> {
  await work.tx.$executeRaw`insert into chaos_asked (name, kind) values (${job.payload.name}, ${job.kind})`;
  await work.enqueue(job);
}

async function done(work: Work, name: string): Promise<void> {
  await work.tx.$executeRaw`insert into chaos_done (name) values (${name})`;
}

/** Passes the time of a handler's work; throws as soon as the job is aborted. */
async function aborted(signal: AbortSignal, withinMs: number): Promise<void> {
  const over = AbortSignal.timeout(withinMs);
  const either = AbortSignal.any([signal, over]);
  await new Promise<void>((resolve) => {
    if (either.aborted) resolve();
    either.addEventListener('abort', () => {
      resolve();
    });
  });
  signal.throwIfAborted();
}
