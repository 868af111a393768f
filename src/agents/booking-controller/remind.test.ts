import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
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

describe('the reminder of a handover', () => {
  beforeEach(async () => {
    await givenCar(database);
    await givenBooking(database, { responsibleId: 501, locationStart: 'Аэропорт', startAt: inHours(2) });
  });

  async function reminded(event = planned('2h', inHours(2))): Promise<string[]> {
    return only(await decide(event), 'remind').map((one) => one.staffId);
  }

  const staff = { telegramId: 5001n, role: 'staff' };
  const manager = { telegramId: 5002n, role: 'manager' };
  const admin = { telegramId: 5003n, role: 'admin', branches: [] };

  it('goes to the person responsible alone, wherever they belong to', async () => {
    const responsible = { telegramId: 5009n, role: 'staff', branches: ['batumi'], rentprogId: 501 };
    await givenStaff(database, staff, manager, admin, responsible);
    expect(await reminded()).toEqual(['5009']);
  });

  it('goes to the employees of the branch when nobody known is responsible', async () => {
    const elsewhere = { telegramId: 5005n, role: 'staff', branches: ['batumi'] };
    const gone = { telegramId: 5006n, role: 'staff', rentprogId: 501, leftAt: now };
    await givenStaff(database, staff, { ...staff, telegramId: 5004n }, manager, admin, elsewhere, gone);
    expect(await reminded()).toEqual(['5001', '5004']);
  });

  it('goes to the managers when the branch has no employees, and to the admins when it has nobody', async () => {
    await givenStaff(database, manager, { ...manager, telegramId: 5007n, branches: ['batumi'] }, admin);
    expect(await reminded()).toEqual(['5002']);
    await database.prisma.staff.updateMany({ where: { role: 'manager' }, data: { leftAt: now } });
    expect(await reminded()).toEqual(['5003']);
  });

  it('is in each person’s language, with the car, the time, the place and the client', async () => {
    await database.prisma.client.create({ data: { id: 8001, name: 'Ann <b>' } });
    await givenStaff(database, { ...staff, language: 'en' }, { ...staff, telegramId: 5004n });
    const [english, russian] = only(await decide(planned('2h', inHours(2))), 'remind');
    const inEnglish = viewOf(database).texts.in('en');
    expect(english?.html).toContain(`<b>${inEnglish('reminder-issue')}</b>`);
    expect(english?.html).toMatch(/Mon.*Dec.*12:00/);
    expect(english?.labels).toEqual({
      start: inEnglish('button-issue-start'),
      seen: inEnglish('button-seen'),
    });
    expect(russian?.html.split('\n')).toEqual([
      `<b>${t('reminder-issue')}</b>`,
      '🚗 AA123BB · Toyota Prius',
      expect.stringMatching(/^🗓 пн.*1.*дек.*12:00$/) as string,
      '📍 Аэропорт',
      '👤 Ann &lt;b&gt;',
      t('booking-title', { id: '9001' }),
    ]);
  });

  it('says when the handover is overdue, and is another reminder than the one before', async () => {
    await givenStaff(database, staff);
    const [before] = only(await decide(planned('2h', inHours(2))), 'remind');
    const [overdue] = only(await decide(planned('overdue', inHours(2))), 'remind');
    expect(overdue?.html).toContain(t('reminder-issue-overdue'));
    expect(overdue?.notice).not.toBe(before?.notice);
    expect(only(await decide(planned('2h', inHours(3))), 'remind')[0]?.notice).not.toBe(before?.notice);
  });

  it.each([{ issuedAt: now }, { inRent: true }, { deleted: true }, { archived: true }])(
    'is not given, nor is anything else decided, when the booking is %j',
    async (facts) => {
      await givenStaff(database, staff);
      await database.prisma.booking.update({ where: { id: 9001 }, data: facts });
      expect(await decide(planned('2h', inHours(2)))).toEqual([]);
    },
  );

  it('comes with the card of the booking', async () => {
    const decisions = await decide(planned('2h', inHours(2)));
    expect(only(decisions, 'post').map((one) => one.card.key)).toEqual(['booking:9001']);
  });
});
