import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  eventOf,
  forgetAll,
  givenBooking,
  givenCar,
  givenStaff,
  inHours,
  inRussian as t,
  now,
  only,
  planned,
  viewOf,
} from '../../../test/support/agents.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { Decision } from '../../domain/decisions/index.js';
import type { BranchlineEvent } from '../../engine/events/index.js';
import { bookingController } from './index.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterEach(() => forgetAll(database));

afterAll(() => database.close());

const decide = (event: BranchlineEvent): Promise<Decision[]> => bookingController(event, viewOf(database));
const fromApi = { raw_event: 'api' };

describe('the card of a booking', () => {
  async function cardOf(event = eventOf('booking.updated', fromApi)): Promise<string> {
    const [post] = only(await decide(event), 'post');
    expect(post?.card).toMatchObject({
      key: 'booking:9001',
      to: { branch: 'tbilisi', topic: { key: 'bookings', name: t('topic-bookings') } },
    });
    const [links = []] = post?.card.keyboard ?? [];
    expect(links.map((button) => 'link' in button && button.link)).toContain('booking-9001');
    return post?.card.html ?? '';
  }

  it('says in Russian what is known, with texts from outside shown as the texts they are', async () => {
    await givenCar(database, { model: 'Prius <V>' });
    await givenBooking(database, {
      state: 'Новая <!>',
      locationStart: 'Аэропорт "TBS"',
      locationEnd: 'Офис',
      responsible: 'Нино & Ко',
      description: '<script>alert(1)</script>',
    });
    await database.prisma.client.create({ data: { id: 8001, name: '<b>Ann</b> & "Co"', phone: '+995555' } });
    const html = await cardOf();
    expect(html.split('\n')).toEqual([
      `<b>${t('booking-title', { id: '9001' })}</b> · Новая &lt;!&gt;`,
      '',
      '🚗 AA123BB · Prius &lt;V&gt;',
      '👤 &lt;b&gt;Ann&lt;/b&gt; &amp; &quot;Co&quot;',
      expect.stringMatching(/^🗓 вт.*2.*дек.*12:00 → пт.*5.*дек.*12:00$/) as string,
      '📍 Аэропорт &quot;TBS&quot; → Офис',
      expect.stringMatching(/^💰 .*487\s[₾ლ].*200\s[₾ლ]$/) as string,
      '🙋 Нино &amp; Ко',
      '📝 &lt;script&gt;alert(1)&lt;/script&gt;',
    ]);
    expect(html).not.toContain('+995555');
  });

  it('says what is not known yet instead of leaving it out', async () => {
    await givenCar(database, { plate: null, model: null });
    await givenBooking(database, { startAt: null, endAt: null, total: null, deposit: null });
    const html = await cardOf();
    expect(html).toContain(t('topic-car', { id: '7001' }));
    expect(html).toContain('🗓 — → —');
    expect(html).toContain(t('booking-money', { total: '—', deposit: '—' }));
    expect(html).toContain(t('booking-no-responsible'));
    expect(html).toContain(t('booking-incomplete'));
  });

  it('says that no car is chosen', async () => {
    await givenBooking(database, { carId: null });
    expect(await cardOf()).toContain(`🚗 ${t('booking-no-car')}`);
  });

  it.each([
    ['booking-deleted', { deleted: true }],
    ['booking-returned', { returnedAt: now }],
    ['booking-in-rent', { issuedAt: now }],
    ['booking-in-rent', { inRent: true }],
    ['booking-planned', {}],
  ])('says %s', async (key, facts) => {
    await givenBooking(database, facts);
    expect((await cardOf()).split('\n')[0]).toContain(t(key));
  });

  it('says when the car was given out, by the clock of the branches', async () => {
    await givenBooking(database, { issuedAt: new Date('2025-12-01T20:30:00Z') });
    expect(await cardOf(eventOf('booking.issued'))).toContain(t('booking-issued-at', { at: '00:30' }));
  });

  it('is posted anew for every open booking of a car or client that has changed, and for no other', async () => {
    await givenCar(database);
    await givenBooking(database);
    await givenBooking(database, { id: 9002, startAt: inHours(200) });
    await givenBooking(database, { id: 9003, deleted: true });
    await givenBooking(database, { id: 9004, archived: true });
    await givenBooking(database, { id: 9005, returnedAt: now });
    await givenBooking(database, { id: 9006, carId: 7002, clientId: 8002 });
    for (const [event, id] of [
      ['car.updated', 7001],
      ['car.moved', 7001],
      ['client.updated', 8001],
    ] as const) {
      const decisions = await decide(eventOf(event, { rentprog_id: id }));
      expect(
        only(decisions, 'post').map((one) => one.card.key),
        event,
      ).toEqual(['booking:9001', 'booking:9002']);
      expect(decisions).toHaveLength(2);
    }
  });

  it('of a booking that nobody knows is not posted', async () => {
    for (const event of [
      eventOf('booking.updated'),
      eventOf('booking.issued'),
      eventOf('booking.returned'),
      eventOf('car.updated'),
      planned('24h', inHours(24)),
    ])
      expect(await decide(event), event.type).toEqual([]);
  });
});

describe('what is planned for the issue of a booking', () => {
  async function notices(facts: Parameters<typeof givenBooking>[1]): Promise<[string, number][]> {
    await givenBooking(database, facts);
    const plans = only(await decide(eventOf('booking.created')), 'plan');
    return plans.filter(({ about }) => about === 'issue').map((one) => [one.notice, one.inMs / 60_000]);
  }

  it('is a notice 24 hours, 2 hours and half an hour ahead, and one when it is overdue', async () => {
    expect(await notices({})).toEqual([
      ['24h', 120],
      ['2h', 1440],
      ['30m', 1530],
      ['overdue', 1590],
    ]);
  });

  it('carries the start that it is about, so that a moved booking is not announced for its old time', async () => {
    await givenBooking(database, {});
    const [plan] = only(await decide(eventOf('booking.created')), 'plan');
    expect(plan).toMatchObject({ bookingId: 9001, about: 'issue', at: inHours(26).toISOString() });
  });

  it('waits a moment for the responsible person when only a webhook has told of the booking', async () => {
    const [first, ...others] = await notices({ startAt: inHours(1.5), refreshedAt: null });
    expect(first).toEqual(['2h', 5 / 60]);
    expect(others.map(([notice]) => notice)).toEqual(['30m', 'overdue']);
  });

  it('is due at once when everything is known', async () => {
    expect((await notices({ startAt: inHours(1.5) }))[0]).toEqual(['2h', 0]);
  });

  it.each([
    ['issued', { issuedAt: now }],
    ['in rent', { inRent: true }],
    ['deleted', { deleted: true }],
    ['archived', { archived: true }],
    ['without a start', { startAt: null }],
  ])('is nothing when it is %s', async (_, facts) => {
    expect(await notices(facts)).toEqual([]);
  });
});

describe('what is fetched from RentProg', () => {
  const refreshes = async (payload: object): Promise<object[]> =>
    only(await decide(eventOf('booking.updated', payload)), 'refresh');

  it('is the booking and its car after a webhook, which tells only what changed', async () => {
    await givenCar(database);
    await givenBooking(database);
    expect(await refreshes({ raw_event: 'booking_update' })).toEqual([
      { do: 'refresh', branch: 'tbilisi', bookingId: 9001, carId: 7001 },
    ]);
  });

  it('is only the car when the booking has just been read and the car never was', async () => {
    await givenCar(database, { refreshedAt: null });
    await givenBooking(database);
    expect(await refreshes(fromApi)).toEqual([{ do: 'refresh', branch: 'tbilisi', carId: 7001 }]);
  });

  it('is nothing when both have been read: reading does not lead to reading', async () => {
    await givenCar(database);
    await givenBooking(database);
    expect(await refreshes(fromApi)).toEqual([]);
    await forgetAll(database);
    await givenBooking(database, { carId: null });
    expect(await refreshes(fromApi)).toEqual([]);
  });
});

it('decides the same for the same event', async () => {
  await givenStaff(database, { telegramId: 5001n, role: 'staff' });
  await givenCar(database);
  await givenBooking(database);
  for (const event of [eventOf('booking.created'), planned('24h', inHours(26))])
    expect(await decide(event)).toEqual(await decide(event));
});
