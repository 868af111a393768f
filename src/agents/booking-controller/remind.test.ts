import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  forgetAll,
  givenBooking,
  givenCar,
  givenStaff,
  inHours,
  now,
  only,
  planned,
  viewOf,
  eventOf,
} from '../../../test/support/agents.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { Decision } from '../../domain/decisions/index.js';
import { BranchlineEvent } from '../../engine/events/index.js';
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
    return only(await decide(event), 'remind').flatMap((one) => one.staffIds);
  }

  const staff = { telegramId: 5001n, role: 'staff' };
  const manager = { telegramId: 5002n, role: 'manager' };
  const admin = { telegramId: 5003n, role: 'admin', branches: [] };

  it('goes to the person responsible alone', async () => {
    const responsible = { telegramId: 5009n, role: 'staff', rentprogId: 501 };
    await givenStaff(database, staff, manager, admin, responsible);
    expect(await reminded()).toEqual(['5009']);
  });

  it('goes to who can hand over when the person responsible works in another branch by now', async () => {
    const responsible = { telegramId: 5009n, role: 'staff', branches: ['batumi'], rentprogId: 501 };
    await givenStaff(database, staff, manager, admin, responsible);
    expect(await reminded()).toEqual(['5001']);
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

  it('goes to whoever is on duty at the time of the handover when nobody known is responsible', async () => {
    await givenStaff(database, staff, { ...staff, telegramId: 5004n }, manager);
    await database.prisma.dutyShift.create({
      data: {
        ...{ branch: 'tbilisi', staffId: 5004n, createdBy: 5002n },
        ...{ startsAt: inHours(1), endsAt: inHours(3) },
      },
    });
    expect(await reminded()).toEqual(['5004']);
    await database.rows('truncate duty_shifts');
  });

  it('is of one notice of one handover', async () => {
    await givenStaff(database, staff);
    expect(only(await decide(planned('overdue', inHours(2))), 'remind')).toEqual([
      {
        ...{ do: 'remind', bookingId: 9001, about: 'issue', notice: 'overdue', staffIds: ['5001'] },
        at: inHours(2).toISOString(),
      },
    ]);
  });

  it('is given of the return, too, as long as the client has the car', async () => {
    await givenStaff(database, staff);
    const event = eventOf('booking.return.planned', { notice: '2h', at: inHours(98).toISOString() });
    expect(await decide(event)).toEqual([]);
    await database.prisma.booking.update({ where: { id: 9001 }, data: { issuedAt: now } });
    expect(only(await decide(event), 'remind')).toMatchObject([
      { about: 'return', notice: '2h', staffIds: ['5001'] },
    ]);
    await database.prisma.booking.update({ where: { id: 9001 }, data: { returnedAt: now } });
    expect(await decide(event)).toEqual([]);
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

describe('what else is decided about reminders', () => {
  it('is to look at them again whenever a booking changes', async () => {
    await givenBooking(database);
    for (const type of ['booking.updated', 'booking.issued', 'booking.returned'] as const)
      expect(only(await decide(eventOf(type)), 'review'), type).toEqual([{ do: 'review', bookingId: 9001 }]);
  });

  it('is to announce the return once the client has the car', async () => {
    await givenBooking(database, { issuedAt: now });
    const plans = only(await decide(eventOf('booking.issued')), 'plan');
    expect(plans.map((one) => [one.about, one.notice, one.inMs / 3_600_000])).toEqual([
      ['return', '24h', 74],
      ['return', '2h', 96],
      ['return', '30m', 97.5],
      ['return', 'overdue', 98.5],
    ]);
  });

  it('is not to announce the return of a car that is missing for weeks', async () => {
    await givenBooking(database, { issuedAt: now, endAt: inHours(-15 * 24) });
    expect(only(await decide(eventOf('booking.updated')), 'plan')).toEqual([]);
  });

  it('is to tell everybody of a branch in the morning what their day brings, when it begins for them', async () => {
    const member = { role: 'staff', telegramId: 5001n };
    const early = { ...member, telegramId: 5002n, workingHours: '05:00-12:00' };
    const elsewhere = { ...member, telegramId: 5003n, branches: ['batumi'] };
    await givenStaff(database, member, early, { ...member, telegramId: 5004n, leftAt: now }, elsewhere);
    const generate = (part?: 'evening'): BranchlineEvent =>
      BranchlineEvent.parse({
        ...{ id: '0b0f1d3e-0000-4000-8000-000000000001', type: 'daily.plan.generate', source: 'schedule' },
        ...{ branch: 'tbilisi', timestamp: now, correlationId: 'c1' },
        payload: { branch: 'tbilisi', slot: now.toISOString(), part },
      });
    const digests = only(await decide(generate()), 'digest');
    // Ten in the morning: both days have begun, so it is the next one's.
    expect(digests.map(({ staffId, day, at }) => [staffId, day, at]).sort()).toEqual([
      ['5001', '2025-12-02', '2025-12-02T05:00:00.000Z'],
      ['5002', '2025-12-02', '2025-12-02T01:00:00.000Z'],
    ]);
    expect(await decide(generate('evening'))).toEqual([]);
  });
});
