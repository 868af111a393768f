import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { appendEvent } from './append.js';
import { settleEpoch } from './epoch.js';
import { GroupReader, type GroupAnswer } from './group-reader.js';
import { keepGroup } from './keep-group.js';

const group = { owner: '00000000-0000-0000-0000-000000000001', name: 'mail' };
/** Longer than a test may take: an answer in time was not one of the end of the wait, nor of a poll. */
const FOR_GOOD = 600_000;

let database: OpenDatabase;
let reader: GroupReader;

beforeAll(async () => {
  database = await openTestDatabase();
  await settleEpoch(database.sql);
});

beforeEach(async () => {
  await database.rows('truncate events, event_keys, jobs, event_consumers');
  await keepGroup(database.sql, group, { agentId: null, from: 'beginning', types: null });
  reader = open();
});

afterEach(() => {
  reader.stop();
});

afterAll(() => database.close());

function open(pollMs = FOR_GOOD): GroupReader {
  return new GroupReader(database, { pollMs });
}

function read(facts: { lease?: string; waitMs?: number; signal?: AbortSignal } = {}): Promise<GroupAnswer> {
  const { lease = 'a', waitMs = FOR_GOOD, signal = new AbortController().signal } = facts;
  return reader.read(group, { lease, count: 10, leaseSeconds: 60 }, { waitMs, signal });
}

async function append(correlationId: string): Promise<void> {
  await appendEvent(database.sql, {
    ...{ type: 'booking.updated', source: 'rentprog', branch: null },
    ...{ timestamp: new Date(), payload: {}, correlationId },
  });
}

/** How many connections somebody has at this moment, this question's not counted. */
async function busyConnections(): Promise<number> {
  const [row] = await database.rows<{ busy: number }>(
    `select count(*)::int as busy from pg_stat_activity
     where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
  );
  return row?.busy ?? -1;
}

describe('who waits for events of a group', () => {
  it('gets them when they come, and holds no connection until then', async () => {
    const waiting = read();
    await eventually(async () => (await busyConnections()) === 0, 'nobody has a connection');
    await append('e1');
    database.wakeups.wake('events');
    expect(await waiting).toMatchObject({ kind: 'handed_out', events: [{ correlationId: 'e1' }] });
  });

  it('finds them by looking when the wake-up got lost', async () => {
    reader.stop();
    reader = open(20);
    const waiting = read();
    await append('e1');
    expect(await waiting).toMatchObject({ kind: 'handed_out', events: [{ correlationId: 'e1' }] });
  });

  it('gets them before another who waits', async () => {
    const waiting = [read({ lease: 'a' }), read({ lease: 'b' })];
    await append('e1');
    database.wakeups.wake('events');
    const kinds = (await Promise.all(waiting)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['handed_out', 'leased']);
  });

  it('is told that there are none when the time is over', async () => {
    expect(await read({ waitMs: 0 })).toEqual({ kind: 'none' });
    expect(await read({ waitMs: 30 })).toEqual({ kind: 'none' });
  });

  it('is answered at once when the program stops', async () => {
    const waiting = [read(), read()];
    reader.stop();
    expect(await Promise.all(waiting)).toEqual([{ kind: 'none' }, { kind: 'none' }]);
  });

  it('and has gone away is waited for no longer, and is leased nothing', async () => {
    const gone = new AbortController();
    const waiting = read({ signal: gone.signal });
    gone.abort();
    expect(await waiting).toEqual({ kind: 'none' });
    await append('e1');
    expect(await read({ signal: AbortSignal.abort() })).toEqual({ kind: 'none' });
    expect(await read({ lease: 'b' })).toMatchObject({ kind: 'handed_out' });
  });
});
