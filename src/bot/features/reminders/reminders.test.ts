import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import type { OpenDatabase } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { buttonsOf, textOf, type Person } from '../../../../test/support/person.js';
import { beginReminders, planDigest, writeNotice } from '../../../domain/reminders/index.js';
import { createStaffTask } from '../../../domain/tasks/index.js';
import { GIORGI, OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';

const HOUR = 3_600_000;
const inHours = (hours: number): Date => new Date(NOON.getTime() + hours * HOUR);

let stage: BotInTest;
let database: OpenDatabase;
let manager: Person, nika: Person;
let booking = 9_100;

beforeAll(async () => {
  stage = await startBot();
  ({ database, manager, outsider: nika } = stage);
  await stage.hires('Nika');
  await database.prisma.car.create({
    data: { id: 7, branch: 'tbilisi', plate: 'AA123BB', model: 'Toyota Prius' },
  });
  // A bot writes only to people who have written to it.
  for (const person of [manager, nika]) {
    person.says('/menu');
    await person.sees(/What would you like to do/);
  }
});

beforeEach(async () => {
  stage.setTime(NOON);
  booking += 1;
  await database.rows(
    'truncate reminders, bookings, staff_tasks, jobs, job_dedupe_windows, cards, checklists, audit_log cascade',
  );
  await nikaWorksIn('tbilisi');
});

afterAll(() => stage.close());

async function nikaWorksIn(branch: string): Promise<void> {
  const data = { branches: [branch] };
  await database.prisma.staff.update({ where: { telegramId: BigInt(OUTSIDER) }, data });
}

/** Reminds people of a handover of a booking of its own: cards of earlier tests stand above. */
async function remind(notice: '24h' | '2h', at: Date, staffIds = [OUTSIDER]): Promise<RegExp> {
  await database.prisma.booking.create({
    data: { id: booking, branch: 'tbilisi', carId: 7, startAt: at, endAt: inHours(100) },
  });
  await database.workshop.transact((work) =>
    beginReminders(work, stage.deps, {
      ...{ bookingId: booking, about: 'issue', correlationId: 'c' },
      notice: writeNotice(notice, at),
      staffIds: staffIds.map(BigInt),
    }),
  );
  return cardOf();
}

const cardOf = (more = ''): RegExp => new RegExp(`Booking ${booking}[^]*${more}`);

async function dueNow(kind: string): Promise<void> {
  await database.rows('update jobs set run_at = now() where kind = $1', [kind]);
}

describe('the card of a reminder', () => {
  it('is seen in one tap, and shows it to everybody who got it', async () => {
    const card = await remind('2h', inHours(2), [OUTSIDER, GIORGI]);
    const before = await manager.sees(card);
    expect(await nika.pressesOn(card, /Seen/)).toMatchObject({ text: 'Marked as seen' });
    await manager.sees(cardOf('Seen by Nika at 12:00'));
    const [, seen] = (before.reply_markup?.inline_keyboard ?? []).flat();
    const data = seen !== undefined && 'callback_data' in seen ? seen.callback_data : '';
    expect(await manager.pressesData(data, before, true)).toMatchObject({
      ...{ show_alert: true, text: 'Nika already marked it as seen at 12:00' },
    });
  });

  it('is snoozed in one tap and comes again below', async () => {
    const card = await remind('2h', inHours(2));
    const first = (await nika.sees(card)).message_id;
    expect(await nika.pressesOn(card, /15 min/)).toMatchObject({
      text: expect.stringMatching(/12:15/) as string,
    });
    await nika.sees(cardOf('Snoozed until .*12:15'));
    stage.setTime(inHours(0.25));
    await dueNow('reminder.due');
    await eventually(async () => (await nika.sees(card)).message_id > first, 'it comes below');
    expect(textOf(await nika.sees(card))).not.toMatch(/Snoozed/);
  });

  it('of another person does nothing when pressed', async () => {
    const card = await remind('2h', inHours(2));
    const message = await nika.sees(card);
    const own = await manager.sees(/./);
    for (const button of (message.reply_markup?.inline_keyboard ?? []).flat()) {
      const data = 'callback_data' in button ? button.callback_data : '';
      if (/^1\.r[sz]\./.test(data))
        expect(await manager.pressesData(data, own, true)).toMatchObject({
          ...{ show_alert: true, text: 'This reminder was sent to a colleague' },
        });
    }
    expect(await database.prisma.reminder.count({ where: { acknowledgedAt: null, dueAt: null } })).toBe(1);
  });

  it('is answered by nobody who was moved to another branch, until they are back', async () => {
    const card = await remind('2h', inHours(2));
    const message = await nika.sees(card);
    const buttons = buttonsOf(message).filter(({ data }) => /^1\.r[sz]\./.test(data));
    expect(buttons.map(({ text }) => text)).toEqual([
      expect.stringContaining('Seen'),
      expect.stringContaining('15 min'),
      expect.stringContaining('1 h'),
    ]);
    await nikaWorksIn('batumi');
    for (const { data, text } of buttons)
      expect(await nika.pressesData(data, message, false), text).toMatchObject({
        ...{ show_alert: true, text: expect.stringContaining('not allowed') as string },
      });
    expect(await database.prisma.reminder.findMany()).toMatchObject([{ acknowledgedAt: null, dueAt: null }]);
    await nikaWorksIn('tbilisi');
    expect(await nika.pressesOn(card, /Seen/)).toMatchObject({ text: 'Marked as seen' });
  });

  it('of a booking that is gone says that there is nothing to answer', async () => {
    const card = await remind('2h', inHours(2));
    await nika.sees(card);
    await database.prisma.booking.delete({ where: { id: booking } });
    expect(await nika.pressesOn(card, /Seen/)).toMatchObject({ show_alert: true });
    expect(await database.prisma.reminder.findMany()).toMatchObject([{ acknowledgedAt: null }]);
  });

  it('is before the manager when nobody answered, who answers for all', async () => {
    const card = await remind('2h', inHours(2));
    await nika.sees(card);
    stage.setTime(inHours(1 / 6));
    await dueNow('reminder.escalate');
    await manager.sees(cardOf('No answer from: Nika'));
    await nika.sees(cardOf('Passed on to: Giorgi'));
    await manager.pressesOn(cardOf('No answer from'), /Seen/);
    await nika.sees(cardOf('Seen by Giorgi at 12:10'));
  });
});

describe('the morning message', () => {
  const morning = new Date('2031-03-04T05:00:00Z');

  it('has what came overnight and what the day brings, once; its button answers for all of it', async () => {
    stage.setTime(inHours(12));
    await remind('24h', inHours(36));
    await database.workshop.transact((work) =>
      createStaffTask(work, stage.deps, {
        ...{ title: 'Wash the windows', branch: 'tbilisi', source: 'agent', correlationId: 'c' },
        assigneeId: BigInt(OUTSIDER),
        dueAt: new Date('2031-03-04T10:00:00Z'),
      }),
    );
    await database.prisma.booking.create({
      data: { id: booking + 50_000, branch: 'tbilisi', carId: 7, startAt: inHours(24), endAt: inHours(90) },
    });
    // Asked for by the plan of the day, too.
    await database.workshop.transact((work) =>
      planDigest(work, {
        ...{ staffId: BigInt(OUTSIDER), day: '2031-03-04', at: morning, correlationId: 'c' },
      }),
    );
    stage.setTime(morning);
    await dueNow('reminder.digest');
    const message = await nika.sees(/Good morning, Nika/);
    expect(textOf(message)).toMatch(
      /overnight: 1 reminder\n.*handover: AA123BB[^]*Today\n.*12:00 handover: AA123BB[^]*1 task\n• Wash the windows · 14:00/,
    );
    expect(await nika.pressesOn(/Good morning/, /Seen it all/)).toMatchObject({
      text: '1 reminder marked as seen',
    });
    expect(await database.prisma.reminder.findMany()).toMatchObject([
      { acknowledgedBy: BigInt(OUTSIDER), digest: null },
    ]);
    await eventually(async () => {
      const now = await nika.sees(/Good morning/);
      return !textOf(now).includes('overnight') && now.message_id === message.message_id;
    }, 'the message is edited');
    expect(await nika.pressesData('1.rd.2031-03-04', message, true)).toMatchObject({
      text: 'You have seen all of it already',
    });
  });

  it('does not come on a day that brings nothing, nor to somebody who left', async () => {
    const digest = (staffId: number): Promise<void> =>
      database.workshop.transact((work) =>
        planDigest(work, { staffId: BigInt(staffId), day: '2031-03-06', at: NOON, correlationId: 'c' }),
      );
    await digest(OUTSIDER);
    await digest(424_242);
    await dueNow('reminder.digest');
    await eventually(
      async () => (await database.prisma.job.count({ where: { kind: 'reminder.digest' } })) === 0,
      'the jobs are over',
    );
    const digests = { kind: 'card', mergeKey: { endsWith: '2031-03-06' } };
    expect(await database.prisma.effect.count({ where: digests })).toBe(0);
  });

  it('ends the snooze that somebody asked for until tomorrow', async () => {
    const card = await remind('24h', inHours(24));
    await nika.pressesOn(card, /Tomorrow/);
    await nika.sees(cardOf('Snoozed until .*09:00'));
    stage.setTime(morning);
    await dueNow('reminder.digest');
    await nika.sees(/Good morning[^]*overnight: 1 reminder/);
    await eventually(
      async () => !textOf(await nika.sees(cardOf())).includes('Snoozed'),
      'the card is not put off any more',
    );
  });
});
