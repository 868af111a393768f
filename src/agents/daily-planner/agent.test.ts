import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  forgetAll,
  givenBooking,
  givenCar,
  inHours,
  inRussian as t,
  now,
  only,
  viewOf,
} from '../../../test/support/agents.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { Decision } from '../../domain/decisions/index.js';
import { BranchlineEvent } from '../../engine/events/index.js';
import { dailyPlanner } from './index.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterEach(async () => {
  await forgetAll(database);
  await database.rows('truncate cards, effects');
});

afterAll(() => database.close());

const decide = (event: BranchlineEvent): Promise<Decision[]> => dailyPlanner(event, viewOf(database));

function slot(type: 'daily.plan.generate' | 'check.bookings', more: object = {}): BranchlineEvent {
  return BranchlineEvent.parse({
    ...{ id: '0b0f1d3e-0000-4000-8000-000000000001', type, source: 'schedule', branch: 'tbilisi' },
    ...{ timestamp: now, correlationId: 'c1' },
    payload: { branch: 'tbilisi', slot: now.toISOString(), ...more },
  });
}

describe('the morning', () => {
  it('has the plan of the branch’s day as a card in its topic, with the way into the bot', async () => {
    await givenCar(database);
    await givenBooking(database, { startAt: inHours(2) });
    await givenBooking(database, { id: 9002, startAt: inHours(2), branch: 'batumi' });
    const decisions = await decide(slot('daily.plan.generate'));
    expect(decisions).toHaveLength(1);
    const [post] = only(decisions, 'post');
    expect(post?.card).toMatchObject({
      key: 'plan:tbilisi:2025-12-01',
      to: { branch: 'tbilisi', topic: { key: 'plan', name: t('topic-plan') } },
      keyboard: [[{ text: t('button-plan-open'), link: 'plan-2025-12-01_tbilisi' }]],
    });
    expect(post?.card.html).toContain('▫️ <b>12:00</b> AA123BB · Toyota Prius');
    expect(post?.card.html).toContain(t('plan-issues', { done: 0, total: 1 }));
  });
});

describe('the evening', () => {
  it('has the report of the day that it is about, also when it is caught up after midnight', async () => {
    const evening = { part: 'evening', slot: '2025-11-30T21:45:00+04:00' };
    const decisions = await decide(slot('daily.plan.generate', evening));
    expect(only(decisions, 'report')).toEqual([{ do: 'report', branch: 'tbilisi', date: '2025-11-30' }]);
    expect(only(decisions, 'post').map((one) => one.card.key)).toEqual(['plan:tbilisi:2025-11-30']);
  });
});

describe('a check of the bookings', () => {
  it('brings the plan up to date once it was posted, since a handover gets late by itself', async () => {
    await givenCar(database);
    await givenBooking(database, { startAt: inHours(-1) });
    expect(await decide(slot('check.bookings'))).toEqual([]);
    await database.prisma.card.create({
      data: { key: 'plan:tbilisi:2025-12-01', chatId: -1001n, messageIds: [1n], contentHash: '' },
    });
    const [post] = only(await decide(slot('check.bookings')), 'post');
    expect(post?.card.html).toContain(`🔴 <b>09:00</b> AA123BB · Toyota Prius · ${t('plan-late')}`);
  });

  it('does so too while the morning’s plan still waits to be sent', async () => {
    await database.prisma.effect.create({
      data: {
        ...{ lane: 'telegram:tbilisi', channel: 'telegram', kind: 'card', payload: {}, state: 'pending' },
        ...{ mergeKey: 'plan:tbilisi:2025-12-01', correlationId: 'c1' },
      },
    });
    expect(only(await decide(slot('check.bookings')), 'post')).toHaveLength(1);
  });
});

it('decides the same for the same event', async () => {
  await givenBooking(database, { startAt: inHours(2) });
  const event = slot('daily.plan.generate', { part: 'evening' });
  expect(await decide(event)).toEqual(await decide(event));
});
