import { z } from 'zod';
import { GroupType, type AgentGroup, type ListedGroup } from '../engine/events/index.js';
import type { Actor } from './actor.js';
import { EventBody } from './event-schema.js';
import { Time, toTimeOrNull } from './paging.js';

export const GroupName = z.object({
  name: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._-]{0,63}$/,
      'is 1 to 64 lower-case letters, digits, ".", "_" and "-", and begins with a letter or digit',
    ),
});

/** The group that an agent means by `name`. */
export function groupOf({ id }: Actor, { name }: z.infer<typeof GroupName>): AgentGroup {
  return { owner: id, name };
}

const Position = z.int().min(0);
const Place = z.enum(['beginning', 'now']);

export const GroupWish = z
  .strictObject({
    from: z
      .union([Place, Position])
      .default('now')
      .describe(
        'Where a new group begins: the last position that is known; one that is there stays where it is',
      ),
    types: z
      .array(GroupType)
      .min(1)
      .max(50)
      .nullish()
      .describe('Which events; not given: all but what is in quarantine'),
  })
  .nullish();

export const GroupBody = z
  .object({
    name: z.string(),
    agent_id: z.string().nullable().describe("Whose it is; null: the product's own"),
    position: z.int().describe('The last event that was acknowledged'),
    types: z.array(z.string()).nullable().describe('Null: all but what is in quarantine'),
    events_behind: z.int().describe('Events to come; 10000 means that many or more'),
    seconds_behind: z.number().describe('Since the oldest of them was stored'),
    leased_until: Time.nullable().describe('Null: nobody reads it now'),
    failures: z.int().describe("Of the product's own: how often the next event failed in a row"),
    faults: z.int().describe("Of the product's own: events that it gave up"),
  })
  .describe('A consumer group');
export type GroupBody = z.infer<typeof GroupBody>;

export function groupBodyOf(group: ListedGroup): GroupBody {
  return {
    name: group.name,
    agent_id: group.owner,
    position: Number(group.position),
    types: group.types === null ? null : [...group.types],
    events_behind: group.events,
    seconds_behind: group.seconds,
    leased_until: toTimeOrNull(group.leasedUntil),
    failures: group.failures,
    faults: group.faults,
  };
}

export const GroupTarget = z.strictObject({
  to: z.union([
    Place,
    z.strictObject({ position: Position.describe('The last event that counts as acknowledged') }),
    z.strictObject({ timestamp: Time.describe('On from the first event that was stored then or later') }),
  ]),
});

export const ReadRequest = z
  .strictObject({
    count: z.int().min(1).max(500).default(100).describe('Events at most'),
    wait_seconds: z.number().min(0).max(20).default(0).describe('How long to wait when there are none'),
    lease_seconds: z.number().min(1).max(600).default(60).describe('How long they are yours alone'),
  })
  .nullish();

const Lease = z.string().min(1).max(100);

export const GroupEvent = EventBody.omit({
  dedupe_key: true,
  state: true,
  raw: true,
  reason: true,
  runs: true,
}).describe('Something that happened; `GET /v1/events` shows it whole');

export const HandedOut = z.object({
  items: z.array(GroupEvent),
  lease: z.string().nullable().describe('Acknowledge with it; null: there are no events'),
  leased_until: Time.nullable(),
  handed_out_to: z.int().nullable().describe('Position of the last event'),
});

export const Acknowledgement = z.strictObject({
  lease: Lease,
  position: Position.optional().describe('The last event that is handled; not given: all of them'),
});

export const Acknowledged = z.object({
  position: z.int().describe('Where the group stands now'),
  leased_until: Time.nullable().describe('Of the rest; null: the lease is over'),
});

export const Return = z.strictObject({ lease: Lease });
