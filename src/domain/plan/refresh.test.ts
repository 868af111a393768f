import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { BranchlineEvent } from '../../engine/events/index.js';
import { isPlanPosted, PLAN_REFRESH, planChanged, planHears } from './refresh.js';

const today = '2025-12-01';
let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterEach(() => database.rows('truncate jobs, cards, effects'));

afterAll(() => database.close());

type Heard = Pick<BranchlineEvent, 'type' | 'branch' | 'correlationId'>;

function hear(event: Partial<Heard>): Promise<void> {
  const heard: Heard = { type: 'booking.updated', branch: 'tbilisi', correlationId: 'c1', ...event };
  return database.workshop.transact((work) => planHears(work, heard, today));
}

async function refreshes(): Promise<string[]> {
  const jobs = await database.prisma.job.findMany({ where: { kind: PLAN_REFRESH }, orderBy: { id: 'asc' } });
  return jobs.map(({ payload }) => (payload as { branch: string }).branch);
}

async function givenPosted(branch = 'tbilisi'): Promise<void> {
  await database.prisma.card.create({
    data: { key: `plan:${branch}:${today}`, chatId: -1001n, messageIds: [1n], contentHash: '' },
  });
}

describe('the plan of a branch', () => {
  it('is brought up to date after bookings, handovers and cars of it, once it was posted', async () => {
    await hear({});
    expect(await refreshes()).toEqual([]);
    await givenPosted();
    await givenPosted('batumi');
    await hear({ type: 'message.employee' });
    await hear({ type: 'check.cash' });
    await hear({ branch: null });
    await hear({ branch: 'kutaisi' });
    expect(await refreshes()).toEqual([]);
    await hear({ type: 'booking.returned' });
    await hear({ type: 'car.moved', branch: 'batumi' });
    expect(await refreshes()).toEqual(['tbilisi', 'batumi']);
  });

  it('is made anew a few times for a burst of changes, not once for each', async () => {
    await givenPosted();
    for (let n = 0; n < 30; n++)
      await database.workshop.transact((work) =>
        planChanged(work, { branch: 'tbilisi', correlationId: `c${n}` }),
      );
    const made = await refreshes();
    expect(made.length).toBeGreaterThan(0);
    expect(made.length).toBeLessThan(10);
    const [late] = await database.rows<{ late: boolean }>(
      'select bool_and(run_at > created_at) as late from jobs',
    );
    expect(late).toEqual({ late: true });
  });

  it('counts as posted from when it waits to be sent, for its own day only', async () => {
    expect(await isPlanPosted(database.prisma, 'tbilisi', today)).toBe(false);
    await database.prisma.effect.create({
      data: {
        ...{ lane: 'telegram:tbilisi', channel: 'telegram', kind: 'card', payload: {}, state: 'pending' },
        ...{ mergeKey: `plan:tbilisi:${today}`, correlationId: 'c1' },
      },
    });
    expect(await isPlanPosted(database.prisma, 'tbilisi', today)).toBe(true);
    expect(await isPlanPosted(database.prisma, 'tbilisi', '2025-12-02')).toBe(false);
  });
});
