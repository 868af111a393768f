import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  eventOf,
  forgetAll,
  givenBooking,
  givenCar,
  inHours,
  inRussian as t,
  now,
  only,
  planned,
  viewOf,
} from '../../../test/support/agents.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { Decision } from '../../domain/decisions/index.js';
import { decodeCallback } from '../../domain/posts/index.js';
import type { BranchlineEvent } from '../../engine/events/index.js';
import { issueAssistant } from './index.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterEach(() => forgetAll(database));

afterAll(() => database.close());

const soon = { startAt: inHours(5) };
const decide = (event: BranchlineEvent): Promise<Decision[]> => issueAssistant(event, viewOf(database));

type Card = Extract<Decision, { do: 'post' }>['card'];

async function cardsOf(event = planned('24h', inHours(5))): Promise<Card[]> {
  const decisions = await decide(event);
  const posts = only(decisions, 'post');
  expect(posts).toHaveLength(decisions.length);
  return posts.map((one) => one.card);
}

async function card(event?: BranchlineEvent): Promise<Card> {
  const [first, ...others] = await cardsOf(event);
  expect(others).toEqual([]);
  if (first === undefined) throw new Error('no card was decided');
  return first;
}

describe('the readiness card', () => {
  it('stands in the topic of the car and says that all is well, with the way into the checklist', async () => {
    await givenCar(database);
    await givenBooking(database, soon);
    const { key, to, html, keyboard } = await card();
    expect(key).toBe('readiness:9001');
    expect(to).toEqual({ branch: 'tbilisi', topic: { key: 'car:7001', name: 'AA123BB Toyota Prius' } });
    expect(html.split('\n')).toEqual([
      expect.stringMatching(/^<b>.*пн.*1.*дек.*15:00.*<\/b>$/) as string,
      t('booking-title', { id: '9001' }),
      '',
      `✅ ${t('readiness-car-here')}`,
      `✅ ${t('readiness-clean')}`,
      `✅ ${t('readiness-mileage', { km: '50\u00a0000' })}`,
      expect.stringMatching(/^✅ .*200\s[₾ლ]$/) as string,
    ]);
    const [[button]] = keyboard as [[{ text: string; data: string }]];
    expect(button.text).toBe(t('button-issue-start'));
    expect(decodeCallback(button.data)).toEqual({ action: 'issue.start', bookingId: 9001 });
  });

  it('warns of a car that is dirty', async () => {
    await givenCar(database, { clean: false });
    await givenBooking(database, soon);
    const { html } = await card();
    expect(html).toContain(`⚠️ ${t('readiness-dirty')}`);
    expect(html).not.toContain(t('readiness-clean'));
  });

  it('warns of a car that is elsewhere and says where, the name of the branch being only a text', async () => {
    await givenCar(database, { branch: 'batumi' });
    await givenBooking(database, soon);
    const { html } = await card();
    expect(html).toContain(`⚠️ ${t('readiness-car-elsewhere', { branch: 'Батуми &amp; &lt;море&gt;' })}`);
    expect(html).not.toContain(t('readiness-car-here'));
  });

  it('warns of a car in a branch that the company file does not have', async () => {
    await givenCar(database, { branch: 'sochi' });
    await givenBooking(database, soon);
    expect((await card()).html).toContain(`⚠️ ${t('readiness-car-elsewhere', { branch: '?' })}`);
  });

  it('shows what is not known as not known, never as fine', async () => {
    await givenCar(database, { clean: null, mileage: null });
    await givenBooking(database, { ...soon, deposit: null });
    const { html } = await card();
    expect(html).toContain(`❔ ${t('readiness-clean')}`);
    expect(html).toContain(`❔ ${t('readiness-mileage', { km: '—' })}`);
    expect(html).toContain(`❔ ${t('readiness-deposit', { amount: '—' })}`);
    expect(html.match(/✅/g)).toHaveLength(1);
  });

  it('of a car that nobody has described has its number for a name, and nothing fine about it', async () => {
    await givenBooking(database, { ...soon, deposit: null });
    const { to, html } = await card();
    expect(to).toMatchObject({ topic: { key: 'car:7001', name: t('topic-car', { id: '7001' }) } });
    expect(html).not.toContain('✅');
    expect(html.match(/❔/g)).toHaveLength(4);
  });

  it('once the car was given out says so and has no button', async () => {
    await givenCar(database);
    await givenBooking(database, { ...soon, issuedAt: now });
    const { html, keyboard } = await card(eventOf('booking.issued'));
    expect(html).toContain(`<b>${t('readiness-issued')}</b>`);
    expect(keyboard).toEqual([]);
  });

  it('has a name for its topic that Telegram takes, however long the model is', async () => {
    await givenCar(database, { model: '🚗'.repeat(300) });
    await givenBooking(database, soon);
    const { to } = await card();
    const name = 'topic' in to ? to.topic.name : '';
    expect([...name].length).toBeLessThanOrEqual(128);
    expect(name).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('readiness is shown', () => {
  it('when the handover is announced, and whenever the booking or the car changes after that', async () => {
    await givenCar(database);
    await givenBooking(database, soon);
    for (const event of [
      planned('24h', inHours(5)),
      eventOf('booking.updated'),
      eventOf('booking.returned'),
      eventOf('car.updated', { rentprog_id: 7001 }),
      eventOf('car.moved', { rentprog_id: 7001 }),
    ])
      expect((await card(event)).key, event.type).toBe('readiness:9001');
  });

  it('from a day before the handover on, and not earlier', async () => {
    await givenCar(database);
    await givenBooking(database, { startAt: inHours(24) });
    await givenBooking(database, { id: 9002, startAt: inHours(24.1) });
    await givenBooking(database, { id: 9003, startAt: null });
    const cards = await cardsOf(eventOf('car.updated', { rentprog_id: 7001 }));
    expect(cards.map((one) => one.key)).toEqual(['readiness:9001']);
    expect(await decide(eventOf('booking.updated', { rentprog_id: 9002 }))).toEqual([]);
  });

  it('not for a booking without a car, for one that nobody knows, nor for what does not concern it', async () => {
    await givenBooking(database, { ...soon, carId: null });
    expect(await decide(planned('24h', inHours(5)))).toEqual([]);
    expect(await decide(eventOf('booking.updated', { rentprog_id: 1 }))).toEqual([]);
    expect(await decide(eventOf('booking.created'))).toEqual([]);
    expect(await decide(eventOf('client.updated', { rentprog_id: 8001 }))).toEqual([]);
  });
});
