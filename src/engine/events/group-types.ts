import { z } from 'zod';
import { BranchlineEvent } from './catalogue.js';
import type { StreamType } from './read-events.js';

const [rentprog, schedule, telegram, umnico, tracker, custom] = BranchlineEvent.options;

/** A type that a group can ask for; one that never comes would leave its readers waiting for good. */
export const GroupType = z.union(
  [
    ...rentprog.options.map(({ shape }) => shape.type),
    ...schedule.options.map(({ shape }) => shape.type),
    telegram.shape.type,
    ...umnico.options.map(({ shape }) => shape.type),
    tracker.shape.type,
    custom.shape.type,
    z.literal('quarantine'),
  ],
  { error: 'is no type of events, such as booking.updated or custom.email.received; there are no wildcards' },
);

/** The types as they are stored: the same ones are the same, in whatever order they came. */
export function storedTypes(types: readonly StreamType[] | null): string | null {
  return types === null ? null : JSON.stringify([...new Set(types)].sort());
}
