import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { appendEvent } from './append.js';
import { settleEpoch } from './epoch.js';
import { acknowledge, release } from './group-lease.js';
import { findGroup, listGroups } from './group-list.js';
import { storedGroupName } from './group-name.js';
import { takeTurn } from './group-turn.js';
import { forgetGroup, keepGroup } from './keep-group.js';
import { readEvents, type StreamType } from './read-events.js';
import { seekConsumer } from './seek-consumer.js';

const group = { owner: '00000000-0000-0000-0000-000000000001', name: 'mail' };
const wish = { agentId: null, from: 'beginning', types: null } as const;

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await settleEpoch(database.sql);
});

beforeEach(async () => {
  await database.rows('truncate events, event_keys, jobs, event_consumers');
  await keepGroup(database.sql, group, wish);
});

afterAll(() => database.close());

/** Appends events with these correlation ids; answers their positions once they can be read. */
async function stored(...ids: string[]): Promise<bigint[]> {
  for (const correlationId of ids)
    await appendEvent(database.sql, {
      ...{ type: 'booking.updated', source: 'rentprog', branch: null },
      ...{ timestamp: new Date(), payload: {}, correlationId },
    });
  const known = await database.rows<{ count: number }>('select count(*)::int from events');
  const read = () => readEvents(database.sql, { after: 0n, limit: 100 });
  await eventually(async () => (await read()).length === known[0]?.count, 'the events are settled');
  return (await read()).map(({ position }) => position);
}

/** What a reader with this lease gets: the ids of its events, or why there are none. */
async function take(lease: string, count = 100): Promise<string[] | string> {
  const turn = await takeTurn(database.sql, group, { lease, count, leaseSeconds: 60 });
  return turn.kind === 'handed_out' ? turn.events.map(({ correlationId }) => correlationId) : turn.kind;
}

async function runOut(): Promise<void> {
  await database.rows(`update event_consumers set lease_until = now() - interval '1 second'`);
}

async function position(): Promise<bigint | undefined> {
  return (await findGroup(database.sql, group))?.position;
}

describe('a turn of a group', () => {
  it('is given to one of many who ask at once', async () => {
    await stored('e1', 'e2');
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => take(`lease ${n}`)));
    expect(answers.filter((answer) => Array.isArray(answer))).toEqual([['e1', 'e2']]);
    expect(await take('late')).toBe('leased');
  });

  it('says for how long others have to wait', async () => {
    await stored('e1');
    await take('a');
    const turn = await takeTurn(database.sql, group, { lease: 'b', count: 1, leaseSeconds: 60 });
    expect(turn).toMatchObject({ kind: 'leased' });
    const { forMs } = turn as { forMs: number };
    expect(forMs).toBeGreaterThan(30_000);
    expect(forMs).toBeLessThanOrEqual(60_000);
  });

  it('goes on behind what was acknowledged, in order', async () => {
    await stored('e1', 'e2', 'e3');
    expect(await take('a', 2)).toEqual(['e1', 'e2']);
    await acknowledge(database.sql, group, { lease: 'a', upTo: null });
    expect(await take('b', 2)).toEqual(['e3']);
    await acknowledge(database.sql, group, { lease: 'b', upTo: null });
    expect(await take('c')).toBe('none');
  });

  it('hands the same out again to the same lease, but nothing once that is acknowledged', async () => {
    await stored('e1', 'e2');
    expect(await take('a', 1)).toEqual(['e1']);
    expect(await take('a', 100)).toEqual(['e1']);
    await acknowledge(database.sql, group, { lease: 'a', upTo: null });
    expect(await take('a')).toBe('lease_used');
  });

  it('has events of the types of the group only', async () => {
    const types: StreamType[] = ['custom.mail', 'car.moved'];
    expect(await keepGroup(database.sql, group, { ...wish, types })).toBe('changed');
    await stored('e1');
    expect(await take('a')).toBe('none');
    expect(await keepGroup(database.sql, group, { ...wish, types: ['booking.updated'] })).toBe('changed');
    expect(await take('b')).toEqual(['e1']);
  });

  it('is refused in a group that does not exist', async () => {
    expect(await forgetGroup(database.sql, group)).toBe(true);
    expect(await forgetGroup(database.sql, group)).toBe(false);
    const asked = await Promise.allSettled([
      take('a'),
      acknowledge(database.sql, group, { lease: 'a', upTo: null }),
      release(database.sql, group, 'a'),
    ]);
    expect(asked).toMatchObject(
      Array.from({ length: 3 }, () => ({ reason: { code: 'event.consumer_unknown' } })),
    );
  });
});

describe('a lease', () => {
  it('that ran out leaves the events to the next reader, and acknowledges nothing then', async () => {
    await stored('e1', 'e2');
    expect(await take('old')).toEqual(['e1', 'e2']);
    await runOut();
    expect(await take('new', 1)).toEqual(['e1']);
    const late = acknowledge(database.sql, group, { lease: 'old', upTo: null });
    await expect(late).rejects.toMatchObject({ code: 'event.lease_lost', retryable: false });
    expect(await position()).toBe(0n);
    expect(await release(database.sql, group, 'old')).toBe(false);
    expect(await take('third')).toBe('leased');
  });

  it('that ran out still counts while nobody else has read', async () => {
    const [, second] = await stored('e1', 'e2');
    await take('a');
    await runOut();
    expect(await acknowledge(database.sql, group, { lease: 'a', upTo: null })).toEqual({
      ...{ position: second, leasedUntil: null },
    });
  });

  it('holds for the rest when a part is acknowledged; the same twice changes nothing', async () => {
    const [first, second, third] = await stored('e1', 'e2', 'e3');
    await take('a');
    for (let time = 0; time < 2; time++)
      expect(await acknowledge(database.sql, group, { lease: 'a', upTo: first! })).toEqual({
        ...{ position: first, leasedUntil: expect.any(Date) as unknown },
      });
    expect(await take('b')).toBe('leased');
    await acknowledge(database.sql, group, { lease: 'a', upTo: second! });
    for (const upTo of [third!, third!, null, first!])
      expect(await acknowledge(database.sql, group, { lease: 'a', upTo })).toEqual({
        ...{ position: third, leasedUntil: null },
      });
    await stored('e4');
    expect(await take('b')).toEqual(['e4']);
  });

  it('acknowledges nothing that it did not hand out', async () => {
    const [first, second] = await stored('e1', 'e2');
    await take('a', 1);
    const beyond = acknowledge(database.sql, group, { lease: 'a', upTo: second! });
    await expect(beyond).rejects.toMatchObject({ code: 'event.position_not_handed_out' });
    expect(await position()).toBe(0n);
    await acknowledge(database.sql, group, { lease: 'a', upTo: first! });
  });

  it('that is given back leaves the rest to the next reader at once', async () => {
    const [first] = await stored('e1', 'e2');
    await take('a');
    await acknowledge(database.sql, group, { lease: 'a', upTo: first! });
    expect(await release(database.sql, group, 'a')).toBe(true);
    expect(await release(database.sql, group, 'a')).toBe(false);
    expect(await take('b')).toEqual(['e2']);
  });

  it.each([
    ['the group is sent elsewhere', () => seekConsumer(database.sql, storedGroupName(group), 'beginning')],
    ['it gets other types', () => keepGroup(database.sql, group, { ...wish, types: ['booking.updated'] })],
  ])('ends when %s', async (_what, change) => {
    await stored('e1');
    await take('old');
    await change();
    const late = acknowledge(database.sql, group, { lease: 'old', upTo: null });
    await expect(late).rejects.toMatchObject({ code: 'event.lease_lost' });
    expect(await take('new')).toEqual(['e1']);
  });
});

describe('a group that is asked for', () => {
  it('is made once, where it was said to begin, and is the same with the same types in any order', async () => {
    const other = { ...group, name: 'other' };
    const [, second] = await stored('e1', 'e2');
    const types: StreamType[] = ['custom.mail', 'car.moved', 'custom.mail'];
    const from = { position: second! };
    expect(await keepGroup(database.sql, other, { ...wish, from, types })).toBe('made');
    expect(await keepGroup(database.sql, other, { ...wish, types: ['car.moved', 'custom.mail'] })).toBe(
      'same',
    );
    expect(await findGroup(database.sql, other)).toMatchObject({
      ...{ owner: group.owner, name: 'other', position: second },
      ...{ types: ['car.moved', 'custom.mail'], leasedUntil: null },
    });
    const ahead = { position: second! + (1_000_000n << 16n) };
    await expect(
      keepGroup(database.sql, { ...group, name: 'ahead' }, { ...wish, from: ahead }),
    ).rejects.toMatchObject({ code: 'event.position_in_future' });
  });

  it("is listed with its lag to its owner, and with all others and the product's own to everybody's", async () => {
    await stored('e1', 'e2');
    await take('a', 1);
    await acknowledge(database.sql, group, { lease: 'a', upTo: null });
    await take('b', 1);
    const foreign = { owner: '00000000-0000-0000-0000-000000000002', name: 'mail' };
    await keepGroup(database.sql, foreign, wish);
    await database.rows(`insert into event_consumers (name, failures) values ('redis-mirror', 2)`);
    const all = { limit: 10, offset: 0 };
    const own = await listGroups(database.sql, group.owner, all);
    expect(own).toMatchObject({
      ...{ total: 1, groups: [{ name: 'mail', owner: group.owner, events: 1 }] },
    });
    expect(own.groups[0]?.leasedUntil).toBeInstanceOf(Date);
    expect(await listGroups(database.sql, null, all)).toMatchObject({
      total: 3,
      groups: [
        { name: 'mail', owner: group.owner, failures: 0, faults: 0 },
        { name: 'mail', owner: foreign.owner, events: 2, leasedUntil: null },
        { name: 'redis-mirror', owner: null, failures: 2 },
      ],
    });
    expect(await listGroups(database.sql, null, { limit: 1, offset: 9 })).toEqual({ groups: [], total: 3 });
  });
});
