import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import type { OpenDatabase } from '../../../../test/support/database.js';
import { LastScreen } from '../../../../test/support/last-screen.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import { onDuty } from '../../../domain/staff/index.js';
import { GIORGI, NINO, OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';

const LEVAN = BigInt(OUTSIDER);
/** The Monday on which it is noon. */
const MONDAY = '310303';

let stage: BotInTest;
let database: OpenDatabase;
let manager: Person, levan: Person;
let managerSees: LastScreen, levanSees: LastScreen;

beforeAll(async () => {
  stage = await startBot();
  ({ database, manager, outsider: levan } = stage);
  managerSees = new LastScreen(stage.telegram.emulator.seat, manager);
  levanSees = new LastScreen(stage.telegram.emulator.seat, levan);
  const facts = { name: 'Levan', role: 'staff', branches: ['tbilisi'], language: 'en' };
  await database.prisma.staff.create({ data: { telegramId: LEVAN, ...facts } });
});

beforeEach(async () => {
  stage.setTime(NOON);
  await database.rows('truncate duty_shifts, conversation_states, audit_log');
});

afterAll(() => stage.close());

/** The manager opens a day of the roster and chooses Levan. */
async function choosesLevan(day: RegExp): Promise<void> {
  manager.says('/duty');
  await managerSees.shows(/Roster · Tbilisi/);
  await managerSees.presses(day);
  await managerSees.presses(/Put on duty/);
  await managerSees.presses(/^Levan$/);
  await managerSees.shows(/Which hours/);
}

async function shifts(): Promise<string[]> {
  const rows = await database.prisma.dutyShift.findMany({ orderBy: { startsAt: 'asc' } });
  return rows.map((row) => `${row.staffId} ${row.startsAt.toISOString()} ${row.endsAt.toISOString()}`);
}

/** Whether Telegram was to sound when it brought Levan the newest message that says this. */
function soundOf(text: RegExp): boolean {
  const call = stage.telegram.emulator.seat
    .calls()
    .findLast(
      ({ method, params }) =>
        method === 'sendMessage' &&
        String(params['chat_id']) === String(LEVAN) &&
        text.test(String(params['text'])),
    );
  if (call === undefined) throw new Error(`nothing was sent that says ${String(text)}`);
  return call.params['disable_notification'] !== true;
}

describe('the roster', () => {
  it('shows everybody of the branch who is on shift today and this week, and lets staff only look', async () => {
    await database.prisma.dutyShift.createMany({
      data: [
        {
          branch: 'tbilisi',
          staffId: LEVAN,
          createdBy: 1n,
          startsAt: '2031-03-03T05:00:00Z',
          endsAt: '2031-03-03T17:00:00Z',
        },
        {
          branch: 'tbilisi',
          staffId: BigInt(GIORGI),
          createdBy: 1n,
          startsAt: '2031-03-03T17:00:00Z',
          endsAt: '2031-03-04T05:00:00Z',
        },
        {
          branch: 'batumi',
          staffId: BigInt(NINO),
          createdBy: 1n,
          startsAt: '2031-03-03T05:00:00Z',
          endsAt: '2031-03-03T17:00:00Z',
        },
      ],
    });
    levan.says('/duty');
    const page = await levanSees.shows(/Roster · Tbilisi/);
    expect(textOf(page)).toMatch(
      /^🚦 Roster · Tbilisi\n🟢 Now: Levan\n\nMon, Mar 3\n• 09:00–21:00 Levan\n• 21:00–09:00 Giorgi\n\nTue, Mar 4\n—[^]*Sun, Mar 9\n—$/,
    );
    expect(page.reply_markup?.inline_keyboard.flat().map((one) => one.text)).toEqual(['← Back']);
    for (const data of [
      encodeCallback({ action: 'duty', branch: 'batumi' }),
      encodeCallback({ action: 'duty.day', branch: 'tbilisi', day: MONDAY }),
      encodeCallback({
        action: 'duty.put',
        branch: 'tbilisi',
        day: MONDAY,
        staffId: LEVAN,
        hours: 'day',
        days: 7,
      }),
    ])
      expect(await levan.pressesData(data, page, true), data).toMatchObject({ show_alert: true });
    expect(await database.prisma.dutyShift.count()).toBe(3);
  });

  it('takes a night for one day: the person is told, and is who is on duty then', async () => {
    await choosesLevan(/^Tue, Mar 4$/);
    await managerSees.presses(/Night 21:00–09:00/);
    await managerSees.shows(/Tue, Mar 4 · Tbilisi\n• 21:00–09:00 Levan\n\nLevan: 1 shift added/);
    await levanSees.shows(/Giorgi put you on duty, Tbilisi:\n• Tue, Mar 4, 21:00–09:00/);
    const night = new Date('2031-03-04T23:00:00Z');
    expect((await onDuty(database.prisma, 'tbilisi', night)).map((one) => one.name)).toEqual(['Levan']);
  });

  it('tells who sleeps without a sound, of a shift given as of one taken away', async () => {
    // At ten in the evening the manager plans for the next day.
    for (const [now, quiet] of [
      [new Date('2031-03-03T18:30:00Z'), true],
      [NOON, false],
    ] as const) {
      stage.setTime(now);
      await choosesLevan(/^Tue, Mar 4$/);
      await managerSees.presses(/Day 09:00–21:00/);
      await levanSees.shows(/put you on duty[^]*Tue, Mar 4, 09:00–21:00/);
      expect(soundOf(/put you on duty/), String(now)).toBe(!quiet);
      await managerSees.presses(/^09:00–21:00 Levan$/);
      await managerSees.presses(/Take off duty/);
      await levanSees.shows(/took you off duty/);
      expect(soundOf(/took you off duty/), String(now)).toBe(!quiet);
    }
  });

  it('takes a week at once, around what is there already', async () => {
    await choosesLevan(/^Wed, Mar 5$/);
    await managerSees.presses(/Day 09:00–21:00/);
    await managerSees.shows(/Wed, Mar 5 · Tbilisi\n• 09:00–21:00 Levan/);
    await choosesLevan(/^Mon, Mar 3$/);
    await managerSees.presses(/7 days in a row/);
    await managerSees.shows(/Levan: 6 shifts added, busy at 1/);
    expect(await shifts()).toHaveLength(7);
    await choosesLevan(/^Mon, Mar 3$/);
    await managerSees.presses(/7 days in a row/);
    await managerSees.shows(/Levan is already on duty then/);
    expect(await shifts()).toHaveLength(7);
  });

  it('takes typed hours, and asks again for what are none', async () => {
    await choosesLevan(/^Mon, Mar 3$/);
    await managerSees.presses(/Other hours/);
    await managerSees.shows(/hours of the shift/);
    manager.says('25:00-9');
    await managerSees.shows(/I did not get that/);
    manager.says('14-23');
    await managerSees.shows(/Levan: 1 shift added/);
    expect(await shifts()).toEqual([`${LEVAN} 2031-03-03T10:00:00.000Z 2031-03-03T19:00:00.000Z`]);
    await managerSees.presses(/← Roster/);
    await managerSees.shows(/• 14:00–23:00 Levan/);
  });

  it('lets a shift be taken away, once', async () => {
    await choosesLevan(/^Mon, Mar 3$/);
    await managerSees.presses(/Day 09:00/);
    await managerSees.presses(/^09:00–21:00 Levan$/);
    const page = await managerSees.shows(/👤 Levan\n🕘 09:00–21:00/);
    const [{ id } = { id: '' }] = await database.prisma.dutyShift.findMany();
    await managerSees.presses(/Take off duty/);
    await managerSees.shows(/Mon, Mar 3 · Tbilisi\n—\n\nLevan: taken off duty/);
    await levanSees.shows(/took you off duty[^]*Mon, Mar 3, 09:00–21:00/);
    expect(await shifts()).toEqual([]);
    const again = encodeCallback({ action: 'duty.shift', shiftId: id, verb: 'remove' });
    expect(await manager.pressesData(again, page, true)).toMatchObject({
      text: 'That shift is not there any more',
    });
  });

  it('takes nobody who does not work there, no day that is past or far away, and no other branch', async () => {
    manager.says('/duty');
    const page = await managerSees.shows(/Roster · Tbilisi/);
    const put = { action: 'duty.put', branch: 'tbilisi', hours: 'day', days: 1, day: MONDAY } as const;
    for (const [forged, told] of [
      [{ ...put, staffId: 77n }, /do not work here/],
      [{ ...put, staffId: LEVAN, day: '310301' }, /out of date/],
      [{ ...put, staffId: LEVAN, day: '350101' }, /out of date/],
      [{ ...put, staffId: LEVAN, day: '310299' }, /out of date/],
      [{ ...put, staffId: LEVAN, branch: 'batumi' }, /not allowed/],
    ] as const)
      expect(await manager.pressesData(encodeCallback(forged), page, true)).toMatchObject({
        text: expect.stringMatching(told) as string,
      });
    expect(await shifts()).toEqual([]);
  });
});
