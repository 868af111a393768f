import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { companyInTest, NOON } from '../../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { Reminder } from '../../platform/prisma/index.js';
import type { CardPost } from '../posts/index.js';
import { findMember } from '../staff/index.js';
import {
  acknowledgeReminder,
  beginReminders,
  escalateReminder,
  remindWhenDue,
  reviewReminders,
  snoozeReminder,
  writeNotice,
  type EscalateJob,
  type ReminderOutcome,
  type RemindJob,
  type Snooze,
} from './index.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NIKA = 5001n;
const LEVAN = 5002n;
const MAKA = 5003n;
const HEAD = 5004n;

let database: OpenDatabase;
const deps = companyInTest();

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  deps.setTime(NOON);
  await database.rows(
    'truncate reminders, bookings, cars, checklists, staff, effects, jobs, job_dedupe_windows, audit_log cascade',
  );
  const staff = { role: 'staff', branches: ['tbilisi'], language: 'en' };
  await database.prisma.staff.createMany({
    data: [
      { ...staff, telegramId: NIKA, name: 'Nika' },
      { ...staff, telegramId: LEVAN, name: 'Levan' },
      { ...staff, telegramId: MAKA, name: 'Maka', role: 'manager' },
      { ...staff, telegramId: HEAD, name: 'Tornike', role: 'head', branches: [] },
    ],
  });
  await database.prisma.car.create({ data: { id: 7, branch: 'tbilisi', plate: 'AA123BB', model: 'Prius' } });
});

afterAll(() => database.close());

const inHours = (hours: number): Date => new Date(NOON.getTime() + hours * HOUR);
const later = (minutes: number): Date => new Date(deps.clock.now().getTime() + minutes * MINUTE);

async function booking(facts: { startAt?: Date; endAt?: Date; issuedAt?: Date } = {}): Promise<void> {
  await database.prisma.booking.create({
    data: { id: 900, branch: 'tbilisi', carId: 7, startAt: inHours(2), endAt: inHours(50), ...facts },
  });
}

function remind(
  notice: '24h' | '2h' | '30m' | 'overdue',
  at: Date,
  staffIds = [NIKA],
  about: 'issue' | 'return' = 'issue',
): Promise<void> {
  return database.workshop.transact((work) =>
    beginReminders(work, deps, {
      ...{ bookingId: 900, about, staffIds, correlationId: 'c' },
      notice: writeNotice(notice, at),
    }),
  );
}

async function newestOf(staffId: bigint): Promise<Reminder> {
  return database.prisma.reminder.findFirstOrThrow({ where: { staffId }, orderBy: { createdAt: 'desc' } });
}

async function answers(staffId: bigint, snooze?: Snooze, reminder?: Reminder): Promise<ReminderOutcome> {
  const by = await findMember(database.prisma, staffId);
  const pressed = reminder ?? (await newestOf(staffId));
  return database.workshop.transact((work) => {
    const press = { reminder: pressed, by: by!, correlationId: 'c' };
    return snooze === undefined
      ? acknowledgeReminder(work, deps, press)
      : snoozeReminder(work, deps, press, snooze);
  });
}

function review(): Promise<void> {
  return database.workshop.transact((work) => reviewReminders(work, deps, 900, 'c'));
}

/** Runs the timers that are set until then, each at its time. */
async function passTime(until: Date): Promise<void> {
  for (;;) {
    const [job] = await database.prisma.job.findMany({
      where: { kind: { in: ['reminder.due', 'reminder.escalate'] }, runAt: { lte: until } },
      orderBy: { runAt: 'asc' },
      take: 1,
    });
    if (job === undefined) break;
    if (job.runAt > deps.clock.now()) deps.setTime(job.runAt);
    await database.prisma.job.delete({ where: { id: job.id } });
    await database.workshop.transact((work) =>
      job.kind === 'reminder.due'
        ? remindWhenDue(work, deps, job.payload as unknown as RemindJob, 'c')
        : escalateReminder(work, deps, job.payload as unknown as EscalateJob, 'c'),
    );
  }
  deps.setTime(until);
}

/** What was posted since the last look: to whom, and whether it was a new message. */
async function posted(): Promise<{ to: string; card: CardPost }[]> {
  const effects = await database.prisma.effect.findMany({ orderBy: { id: 'asc' } });
  await database.rows('truncate effects');
  return effects.map((one) => {
    const card = one.payload as unknown as CardPost;
    return { to: card.key.split(':').at(-1) ?? '', card };
  });
}

/** The one that was posted first since the last look. */
async function postedCard(): Promise<CardPost | undefined> {
  return (await posted())[0]?.card;
}

async function arrivals(): Promise<string[]> {
  return (await posted()).filter(({ card }) => card.below === true).map(({ to }) => to);
}

const labels = (card: CardPost | undefined): string[] => (card?.keyboard ?? []).flat().map((one) => one.text);

describe('a reminder of a handover', () => {
  it('says what it is about and what to do next', async () => {
    await booking();
    await remind('2h', inHours(2));
    const card = await postedCard();
    expect(card).toMatchObject({ key: 'reminder:900:issue:5001', to: { chatId: '5001' }, silent: false });
    expect(card?.html).toMatch(/Handover coming up[^]*AA123BB · Prius[^]*14:00[^]*Booking 900/);
    expect(labels(card)).toEqual(['▶️ Start the handover', '👌 Seen', '😴 15 min', '😴 1 hour']);
  });

  it('of a return leads into the return', async () => {
    await booking({ issuedAt: NOON, endAt: inHours(2) });
    await remind('overdue', inHours(2), [NIKA], 'return');
    const card = await postedCard();
    expect(card?.html).toMatch(/Return overdue/);
    expect(labels(card)[0]).toBe('▶️ Start the return');
  });

  it('is given once a notice, and the next notice takes the place of the card', async () => {
    await booking({ startAt: inHours(24) });
    await remind('24h', inHours(24));
    await remind('24h', inHours(24));
    expect(await arrivals()).toEqual(['5001']);
    deps.setTime(inHours(22));
    await remind('2h', inHours(24));
    const card = await postedCard();
    expect(card).toMatchObject({ key: 'reminder:900:issue:5001', below: true });
  });

  it('is not given any more of what was moved or has begun', async () => {
    await booking({ startAt: inHours(3) });
    await remind('2h', inHours(2));
    await database.prisma.booking.update({ where: { id: 900 }, data: { issuedAt: NOON } });
    await remind('2h', inHours(3));
    expect(await posted()).toEqual([]);
  });
});

describe('"seen"', () => {
  it('by one ends it for all: their cards say who it was, and nobody above is told', async () => {
    await booking();
    await remind('2h', inHours(2), [NIKA, LEVAN]);
    await posted();
    expect(await answers(LEVAN)).toMatchObject({ outcome: 'done' });
    const cards = await posted();
    expect(cards.map(({ to }) => to)).toEqual(['5001', '5002']);
    for (const { card } of cards) {
      expect(card.html).toMatch(/👌 Seen by Levan at 12:00/);
      expect(labels(card)).toEqual(['▶️ Start the handover']);
    }
    await passTime(inHours(1));
    expect(await posted()).toEqual([]);
  });

  it('of two at once is the first one’s; the other hears whose', async () => {
    await booking();
    await remind('2h', inHours(2), [NIKA, LEVAN]);
    const outcomes = await Promise.all([answers(NIKA), answers(LEVAN)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['before', 'done']);
    const winner = outcomes[0].outcome === 'done' ? NIKA : LEVAN;
    expect(outcomes.find(({ outcome }) => outcome === 'before')).toMatchObject({ by: winner });
    expect(await database.prisma.auditEntry.count({ where: { action: 'reminder.acknowledged' } })).toBe(1);
  });

  it('of one notice does not answer the next', async () => {
    await booking();
    await remind('2h', inHours(2));
    await answers(NIKA);
    await posted();
    deps.setTime(inHours(1.5));
    await remind('30m', inHours(2));
    const card = await postedCard();
    expect(card?.below).toBe(true);
    expect(labels(card)).toContain('👌 Seen');
  });
});

describe('nobody’s answer', () => {
  it('goes up: to the managers after 10 minutes, to the heads after 20, each told who did not answer', async () => {
    await booking();
    await remind('2h', inHours(2), [NIKA, LEVAN]);
    await posted();
    await passTime(later(9));
    expect(await posted()).toEqual([]);
    await passTime(later(1));
    const managers = await posted();
    expect(managers.filter(({ card }) => card.below).map(({ to }) => to)).toEqual(['5003']);
    expect(managers.find(({ to }) => to === '5003')?.card.html).toMatch(/No answer from: Nika, Levan/);
    expect(managers.find(({ to }) => to === '5001')?.card.html).toMatch(/Passed on to: Maka/);
    await passTime(later(10));
    const heads = await posted();
    expect(heads.filter(({ card }) => card.below).map(({ to }) => to)).toEqual(['5004']);
    expect(heads.find(({ to }) => to === '5004')?.card.html).toMatch(/No answer from: Nika, Levan, Maka/);
    await passTime(inHours(1.4));
    expect(await posted()).toEqual([]);
    expect(await database.prisma.auditEntry.count({ where: { action: 'reminder.escalated' } })).toBe(2);
  });

  it('ends with anybody’s', async () => {
    await booking();
    await remind('2h', inHours(2));
    await passTime(later(10));
    await answers(MAKA);
    await posted();
    await passTime(inHours(1));
    expect(await posted()).toEqual([]);
    expect(await answers(NIKA)).toMatchObject({ outcome: 'before', by: MAKA });
  });

  it('goes to the heads at once where no manager is left to be told', async () => {
    await database.prisma.staff.update({ where: { telegramId: MAKA }, data: { role: 'staff' } });
    await database.prisma.staff.create({
      data: { telegramId: 5005n, name: 'Nino', role: 'admin', branches: [], leftAt: NOON },
    });
    await booking();
    await remind('2h', inHours(2), [MAKA]);
    await posted();
    await passTime(later(10));
    expect(await arrivals()).toEqual(['5004']);
  });

  it('takes the times of the company file', async () => {
    const company = { ...deps.company, escalation: { reminders: [3 * MINUTE] } };
    await booking();
    const notice = writeNotice('2h', inHours(2));
    await database.workshop.transact((work) =>
      beginReminders(
        work,
        { ...deps, company },
        {
          ...{ bookingId: 900, about: 'issue', staffIds: [NIKA], correlationId: 'c', notice },
        },
      ),
    );
    const job = await database.prisma.job.findFirstOrThrow({ where: { kind: 'reminder.escalate' } });
    expect(job.runAt).toEqual(later(3));
  });

  it('a day ahead troubles nobody else', async () => {
    await booking({ startAt: inHours(24) });
    await remind('24h', inHours(24));
    await posted();
    await passTime(inHours(20));
    expect(await posted()).toEqual([]);
  });
});

describe('a snooze', () => {
  it('shows on the card, brings it again, and holds back those above until ten minutes after', async () => {
    await booking();
    await remind('2h', inHours(2));
    await posted();
    await passTime(later(5));
    expect(await answers(NIKA, 'quarter')).toMatchObject({ outcome: 'done', until: later(15) });
    expect((await posted())[0]?.card.html).toMatch(/Snoozed until .*12:20/);
    await passTime(later(14));
    expect(await posted()).toEqual([]);
    await passTime(later(1));
    expect(await arrivals()).toEqual(['5001']);
    await passTime(later(9));
    expect(await posted()).toEqual([]);
    await passTime(later(1));
    expect(await arrivals()).toEqual(['5003']);
  });

  it('that would end after the handover is refused', async () => {
    await booking();
    await remind('2h', inHours(2));
    expect(await answers(NIKA, 'tomorrow')).toEqual({ outcome: 'late' });
  });

  it('until tomorrow comes with the morning message', async () => {
    await booking({ startAt: inHours(24) });
    await remind('24h', inHours(24));
    await answers(NIKA, 'tomorrow');
    expect(await newestOf(NIKA)).toMatchObject({
      digest: '2031-03-04',
      dueAt: new Date('2031-03-04T05:00:00Z'),
    });
    const digest = await database.prisma.job.findFirstOrThrow({ where: { kind: 'reminder.digest' } });
    expect(digest).toMatchObject({
      payload: { staffId: '5001', day: '2031-03-04' },
      runAt: new Date('2031-03-04T05:00:00Z'),
    });
  });

  it('pressed on an older notice’s card is of the newest', async () => {
    await booking();
    await remind('2h', inHours(2));
    const old = await newestOf(NIKA);
    deps.setTime(inHours(1.5));
    await remind('30m', inHours(2));
    await answers(NIKA, 'quarter', old);
    expect(await newestOf(NIKA)).toMatchObject({ dueAt: later(15) });
    expect(await database.prisma.reminder.findUnique({ where: { id: old.id } })).toMatchObject({
      dueAt: null,
    });
  });
});

describe('at night', () => {
  const night = new Date('2031-03-03T20:00:00Z');

  it('a reminder of a far handover waits, and comes with the morning message of each who got it', async () => {
    deps.setTime(night);
    await booking({ startAt: new Date('2031-03-04T20:00:00Z') });
    await remind('24h', new Date('2031-03-04T20:00:00Z'), [NIKA, LEVAN]);
    expect(await posted()).toEqual([]);
    const digests = await database.prisma.job.findMany({ where: { kind: 'reminder.digest' } });
    expect(digests.map((job) => (job.payload as { staffId: string }).staffId).sort()).toEqual([
      '5001',
      '5002',
    ]);
  });

  it('a near one comes without a sound, and so does it to those above', async () => {
    deps.setTime(night);
    const at = new Date('2031-03-03T22:00:00Z');
    await booking({ startAt: at });
    await remind('2h', at);
    expect((await posted())[0]?.card).toMatchObject({ below: true, silent: true });
    await passTime(later(10));
    expect((await posted()).find(({ to }) => to === '5003')?.card).toMatchObject({
      below: true,
      silent: true,
    });
  });

  it('one that ended meanwhile does not come in the morning', async () => {
    deps.setTime(night);
    const at = new Date('2031-03-04T06:00:00Z');
    await booking({ startAt: at });
    await remind('24h', at);
    expect(await newestOf(NIKA)).toMatchObject({ dueAt: new Date('2031-03-04T04:00:00Z') });
    await database.prisma.booking.update({ where: { id: 900 }, data: { deleted: true } });
    await passTime(new Date('2031-03-04T05:00:00Z'));
    expect(await posted()).toEqual([]);
    expect(await newestOf(NIKA)).toMatchObject({ endedAt: new Date('2031-03-04T04:00:00Z') });
  });
});

describe('what happens to the booking', () => {
  async function cardAfter(change: () => Promise<unknown>): Promise<CardPost | undefined> {
    await booking();
    await remind('2h', inHours(2));
    await posted();
    await change();
    await review();
    const [one] = await posted();
    await passTime(inHours(1));
    expect(await posted()).toEqual([]);
    return one?.card;
  }

  const update = (facts: object): Promise<unknown> =>
    database.prisma.booking.update({ where: { id: 900 }, data: facts });

  it.each([
    ['handed over', { issuedAt: NOON }, /✅ The car has been handed over/],
    ['moved', { startAt: inHours(5) }, /🗓 Moved to .*17:00/],
    ['deleted', { deleted: true }, /🚫 Cancelled/],
    ['called off', { archived: true }, /🚫 Cancelled/],
  ])('ends its reminders when it is %s: the card says so and asks nothing', async (_, facts, words) => {
    const card = await cardAfter(() => update(facts));
    expect(card?.html).toMatch(words);
    expect(labels(card)).toEqual([]);
  });

  it('ends them when somebody begins the checklist, and names them', async () => {
    const card = await cardAfter(() =>
      database.prisma.checklist.create({
        data: {
          ...{
            kind: 'issue',
            definition: {},
            branch: 'tbilisi',
            bookingId: 900,
            step: 'one',
            state: 'active',
          },
          ...{ staffId: LEVAN, chatId: LEVAN, startedAt: NOON },
        },
      }),
    );
    expect(card?.html).toMatch(/▶️ Levan started the handover at 12:00/);
  });

  it('that does not concern them leaves them alone', async () => {
    await booking();
    await remind('2h', inHours(2));
    await posted();
    await update({ total: 5 });
    await review();
    expect(await posted()).toEqual([]);
  });

  it('moved away and back reminds again', async () => {
    await booking();
    await remind('2h', inHours(2));
    await update({ startAt: inHours(5) });
    await review();
    await update({ startAt: inHours(2) });
    await posted();
    await remind('2h', inHours(2));
    expect(await arrivals()).toEqual(['5001']);
  });

  it('is told to whoever presses an old button', async () => {
    await booking();
    await remind('2h', inHours(2));
    await update({ deleted: true });
    expect(await answers(NIKA)).toEqual({ outcome: 'ended' });
    expect((await posted()).at(-1)?.card.html).toMatch(/🚫 Cancelled/);
  });
});
