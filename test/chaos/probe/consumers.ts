import {
  defineConsumer,
  type ConsumerDefinition,
  type StreamEvent,
} from '../../../src/engine/events/index.js';
import type { Work } from '../../../src/engine/jobs/index.js';
import { BranchlineError } from '../../../src/kernel/errors.js';

/** Sees every event, once. */
export const STEADY = 'chaos-steady';
/** Sees every event, too, but gives one in some up at first. */
export const STUMBLING = 'chaos-stumbling';
/** Is sent back and forth; what it sees is not counted. */
export const SOUGHT = 'chaos-sought';

const STUMBLES_EVERY = 40n;
const ORDINAL_BITS = 16n;

/** Groups that write down what they handle, in the transaction that moves their position. */
export function probeConsumers(): ConsumerDefinition<Work>[] {
  const stumbledAt = new Set<bigint>();
  const common = { from: 'beginning', batch: 20, maxFailures: Infinity } as const;
  return [
    defineConsumer<Work>({ ...common, name: STEADY, handle: (events, work) => see(STEADY, events, work) }),
    defineConsumer<Work>({
      ...common,
      name: STUMBLING,
      async handle(events, work) {
        for (const { position } of events) {
          if ((position >> ORDINAL_BITS) % STUMBLES_EVERY !== 0n || stumbledAt.has(position)) continue;
          stumbledAt.add(position);
          throw new BranchlineError('chaos.stumbled', { retryable: false });
        }
        await see(STUMBLING, events, work);
      },
    }),
    defineConsumer<Work>({ ...common, name: SOUGHT, handle: async () => undefined }),
  ];
}

async function see(consumer: string, events: readonly StreamEvent[], { tx }: Work): Promise<void> {
  for (const { position, id } of events)
    await tx.$executeRaw`insert into chaos_seen (consumer, position, event_id) values (${consumer}, ${position}, ${id}::uuid)`;
}
