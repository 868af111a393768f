import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { BranchlineError } from '../../kernel/errors.js';
import { appendEvent, BranchlineEvent, customEvent, customType, settleEpoch } from './index.js';
import type { Signal, SignalFault } from './index.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await settleEpoch(database.sql);
});

afterAll(() => database.close());

function signal(differences: Partial<Signal> = {}): Signal {
  return {
    topic: 'email.received',
    payload: { from: 'client@example.com' },
    timestamp: new Date('2026-03-29T05:00:00Z'),
    correlationId: 'c1',
    ...differences,
  };
}

function faultsOf(differences: Partial<Signal>): SignalFault[] {
  try {
    customEvent(signal(differences));
  } catch (error) {
    expect(error).toMatchObject({ code: 'event.invalid', retryable: false });
    return (error as BranchlineError).details['faults'] as SignalFault[];
  }
  return [];
}

function nested(levels: number): object {
  return Array.from({ length: levels - 1 }).reduce<object>((inner) => ({ inner }), {});
}

describe('an event of an outside agent', () => {
  it('is stored as the catalogue knows it, once by its key, and comes back whole', async () => {
    const payload = { text: 'Привет 👋', list: [1, null, { deep: true }], 'a key': '' };
    const event = customEvent(signal({ payload, dedupeKey: 'mail-7' }));
    const first = await appendEvent(database.sql, event);
    expect(await appendEvent(database.sql, event)).toEqual({ ...first, duplicate: true });
    const stored = await database.prisma.event.findUniqueOrThrow({ where: { id: first.eventId } });
    expect(BranchlineEvent.parse(stored)).toMatchObject({
      ...{ type: 'custom.email.received', source: 'agents', branch: null, payload },
      timestamp: new Date('2026-03-29T05:00:00Z'),
    });
  });

  it('has a type that begins with custom, whether its topic does or not', () => {
    expect(customType('email.received')).toBe('custom.email.received');
    expect(customType('custom.email.received')).toBe('custom.email.received');
    expect(customType('booking.created')).toBe('custom.booking.created');
    expect(customType('a-b_c.9')).toBe('custom.a-b_c.9');
  });

  it.each(['', '.', 'a..b', 'a.', '.a', 'Email', 'e mail', 'почта', 'a*', 'a\n', 'custom.', 'custom..a'])(
    'has no topic like %j',
    (topic) => {
      expect(() => customType(topic)).toThrow(/parts of lower-case letters/);
      expect(faultsOf({ topic })).toMatchObject([{ path: 'topic' }]);
    },
  );

  it('has a type of at most 120 characters', () => {
    expect(customType('a'.repeat(113))).toHaveLength(120);
    expect(() => customType('a'.repeat(114))).toThrow(/at most 120/);
  });

  it.each([
    ['a list', []],
    ['null', null],
    ['a text', '{}'],
    ['nothing', undefined],
  ])('has an object as payload, not %s', (_, payload) => {
    expect(faultsOf({ payload })).toEqual([{ path: 'payload', message: 'A payload is a JSON object.' }]);
  });

  it('says where its payload holds what the database would refuse', () => {
    expect(faultsOf({ payload: { a: [{ b: 'x\u0000' }] } })).toMatchObject([{ path: 'payload.a[0].b' }]);
    expect(faultsOf({ payload: { a: 'half \ud83d' } })).toMatchObject([{ path: 'payload.a' }]);
    expect(faultsOf({ payload: { inner: { '\u0000': 1 } } })).toMatchObject([{ path: 'payload.inner' }]);
    expect(faultsOf({ payload: { a: Infinity } })).toMatchObject([{ path: 'payload.a' }]);
    expect(faultsOf({ payload: { a: 1n } })).toMatchObject([{ path: 'payload.a' }]);
  });

  it('has a payload of at most 256 KiB, counted in bytes', () => {
    const letters = (256 * 1024 - '{"a":""}'.length) / 2;
    expect(faultsOf({ payload: { a: 'я'.repeat(letters) } })).toEqual([]);
    expect(faultsOf({ payload: { a: 'я'.repeat(letters) + 'a' } })[0]?.message).toContain('262145');
  });

  it('is refused, not died of, when its payload is deeper than anybody needs', () => {
    expect(faultsOf({ payload: nested(64) })).toEqual([]);
    expect(faultsOf({ payload: nested(65) })[0]?.message).toContain('deeper than 64 levels');
    expect(faultsOf({ payload: nested(200_000) })).toHaveLength(1);
  });

  it('is refused with all its faults at once', () => {
    const faults = faultsOf({ topic: 'A', payload: 1, dedupeKey: 'k'.repeat(201) });
    expect(faults.map(({ path }) => path)).toEqual(['topic', 'payload', 'dedupe_key']);
  });
});

describe('the catalogue', () => {
  const common = { id: 'e1', branch: 'tbilisi', timestamp: new Date(), correlationId: 'c1' };
  const slot = { branch: 'tbilisi', slot: '2026-03-29T09:00:00+04:00' };

  it.each(['check.cash', 'check.bookings', 'check.to', 'check.starline', 'daily.plan.generate'])(
    'knows %s of the schedules',
    (type) => {
      const event = { ...common, type, source: 'schedule', payload: slot };
      expect(BranchlineEvent.parse(event)).toEqual(event);
      expect(BranchlineEvent.safeParse({ ...event, payload: { branch: 'tbilisi' } }).success).toBe(false);
    },
  );

  it.each([
    ['custom.email.received', 'rentprog'],
    ['check.cash', 'agents'],
    ['booking.updated', 'agents'],
    ['custom.Email', 'agents'],
  ])('knows no %s of %s', (type, source) => {
    expect(BranchlineEvent.safeParse({ ...common, type, source, payload: {} }).success).toBe(false);
  });

  it('says what is wrong with an event of a type that it knows', () => {
    const event = { ...common, type: 'booking.updated', source: 'rentprog', payload: { rentprog_id: 'x' } };
    const paths = BranchlineEvent.safeParse(event).error?.issues.map(({ path }) => path.join('.'));
    expect(paths).toEqual(['payload.rentprog_id', 'payload.branch']);
  });
});
