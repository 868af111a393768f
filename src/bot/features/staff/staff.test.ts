import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { eventually } from '../../../../test/support/eventually.js';
import { LastScreen } from '../../../../test/support/last-screen.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import type { OpenDatabase } from '../../../../test/support/database.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import type { SeatMessage } from '../../../playground/telegram/index.js';
import { GIORGI, NINO, OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';

const LEVAN = BigInt(OUTSIDER);

let stage: BotInTest;
let database: OpenDatabase;
let admin: Person, manager: Person, levan: Person;
let adminSees: LastScreen, managerSees: LastScreen, levanSees: LastScreen;

beforeAll(async () => {
  stage = await startBot();
  ({ database, admin, manager, outsider: levan } = stage);
  [adminSees, managerSees, levanSees] = [admin, manager, levan].map(
    (person) => new LastScreen(stage.telegram.emulator.seat, person),
  ) as [LastScreen, LastScreen, LastScreen];
});

beforeEach(async () => {
  await database.rows(
    'truncate duty_shifts, checklists, staff_tasks, conversation_states, audit_log cascade',
  );
  const { prisma } = database;
  await prisma.staff.deleteMany({ where: { telegramId: { notIn: [BigInt(NINO), BigInt(GIORGI)] } } });
  await prisma.staff.updateMany({ data: { leftAt: null, revision: 1 } });
  await prisma.staff.create({
    data: {
      telegramId: LEVAN,
      name: 'Levan <b>',
      username: 'levan',
      role: 'staff',
      branches: ['tbilisi'],
      language: 'en',
      rentprogId: 10_011,
    },
  });
});

afterAll(() => stage.close());

/** An admin opens the person's page from the branch's list. */
async function opensLevan(): Promise<SeatMessage> {
  admin.says('/staff');
  await adminSees.shows(/Choose a branch/);
  await adminSees.presses(/^Tbilisi · \d/);
  await adminSees.presses(/Levan/);
  return adminSees.shows(/👤 Levan/);
}

function member(telegramId = LEVAN) {
  return database.prisma.staff.findUniqueOrThrow({ where: { telegramId } });
}

describe('/staff', () => {
  it('shows a manager the people of the branch, and of whoever is on duty that', async () => {
    await database.prisma.dutyShift.create({
      data: {
        ...{ branch: 'tbilisi', staffId: LEVAN, createdBy: 1n },
        startsAt: new Date('2031-03-03T05:00:00Z'),
        endsAt: new Date('2031-03-03T17:00:00Z'),
      },
    });
    manager.says('/staff');
    const list = textOf(await managerSees.shows(/Staff · Tbilisi/));
    expect(list).toBe('👥 Staff · Tbilisi\n• Giorgi · Branch manager\n• Levan <b> · Employee · 🟢 on duty');
    await managerSees.presses(/^🟢 Levan/);
    const page = await managerSees.shows(/👤 Levan <b> @levan/);
    expect(textOf(page)).toMatch(
      /Role: Employee[^]*Branches: Tbilisi[^]*English[^]*as the branch, 09:00–21:00[^]*22:00–08:00[^]*On duty until .*21:00[^]*RentProg: 10011/,
    );
    // Managers change nothing.
    const buttons = page.reply_markup?.inline_keyboard.flat().map((button) => button.text);
    expect(buttons).toEqual(['← Back']);
  });

  it('is turned page by page', async () => {
    await database.prisma.staff.createMany({
      data: Array.from({ length: 10 }, (_, n) => ({
        ...{ telegramId: BigInt(900 + n), name: `Person ${n}`, role: 'staff', branches: ['tbilisi'] },
      })),
    });
    manager.says('/staff');
    expect(textOf(await managerSees.shows(/Staff · Tbilisi 1\/2/))).not.toContain('Person 9');
    await managerSees.presses(/^▶️$/);
    expect(textOf(await managerSees.shows(/Staff · Tbilisi 2\/2/))).toContain('Person 9');
  });

  it('opens nobody of another branch, whatever button a manager gets hold of', async () => {
    await database.prisma.staff.update({ where: { telegramId: LEVAN }, data: { branches: ['batumi'] } });
    manager.says('/staff');
    const list = await managerSees.shows(/Staff · Tbilisi/);
    const forged = [
      encodeCallback({ action: 'staff', branch: 'batumi', page: 0 }),
      encodeCallback({ action: 'staff', branch: '-', page: 0 }),
      encodeCallback({ action: 'staff.person', staffId: LEVAN, revision: 1, verb: 'show' }),
      encodeCallback({ action: 'staff.person', staffId: LEVAN, revision: 1, verb: 'surely' }),
      encodeCallback({ action: 'staff.person', staffId: LEVAN, revision: 1, verb: 'rentprog' }),
      encodeCallback({ action: 'staff.role', staffId: BigInt(GIORGI), revision: 1, role: 'admin' }),
      encodeCallback({
        action: 'staff.branch',
        staffId: BigInt(GIORGI),
        revision: 1,
        branch: 'batumi',
        belongs: 1,
      }),
    ];
    for (const data of forged)
      expect(await manager.pressesData(data, list, true), data).toMatchObject({
        show_alert: true,
        text: expect.stringContaining('not allowed') as string,
      });
    expect(await member()).toMatchObject({ leftAt: null });
    expect(await member(BigInt(GIORGI))).toMatchObject({ role: 'manager', branches: ['tbilisi'] });
  });

  it('is nothing for employees', async () => {
    levan.says('/staff');
    await levanSees.shows(/not allowed/);
  });
});

describe('the page of somebody', () => {
  it('lets an admin change role and branches; the person feels it at the next touch', async () => {
    await opensLevan();
    await adminSees.presses(/🎖 Role/);
    await adminSees.presses(/^Branch manager$/);
    await adminSees.shows(/Role: Branch manager/);
    // Who becomes a manager is asked of which branches at once.
    await adminSees.presses(/▫️ Batumi/);
    await adminSees.shows(/Branches: Tbilisi, Batumi/);
    expect(await member()).toMatchObject({ role: 'manager', branches: ['tbilisi', 'batumi'], revision: 3 });
    levan.says('/staff');
    await levanSees.shows(/Choose a branch/);
    await adminSees.presses(/☑️ Tbilisi/);
    await adminSees.shows(/Branches: Batumi/);
    await adminSees.presses(/☑️ Batumi/);
    await adminSees.shows(/At least one branch is needed/);
    const entries = await database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entries.map(({ action, details }) => [action, details])).toEqual([
      ['staff.changed', { role: 'manager' }],
      ['staff.changed', { branch: 'batumi', belongs: true }],
      ['staff.changed', { branch: 'tbilisi', belongs: false }],
    ]);
  });

  it('takes a number that is typed, asks again for what is none, and clears it', async () => {
    await opensLevan();
    await adminSees.presses(/^RentProg$/);
    await adminSees.shows(/employee number in RentProg/);
    admin.says('ten');
    await adminSees.shows(/send the number in digits/);
    admin.says('10012');
    await adminSees.shows(/^Changed$/);
    expect(await member()).toMatchObject({ rentprogId: 10_012 });
    await adminSees.presses(/^👤 Levan/);
    await adminSees.presses(/^YouGile$/);
    admin.says('me');
    await adminSees.shows(/has to be an id from YouGile/);
    admin.says('7B0C3A52-4f1e-4a47-9a0b-6f5b0a2f3c22');
    await eventually(
      async () => (await member()).yougileId === '7b0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22',
      'the number of YouGile is stored',
    );
  });

  it('which another admin has changed meanwhile says who did, and shows how it is', async () => {
    const page = await opensLevan();
    await database.prisma.staff.update({ where: { telegramId: LEVAN }, data: { role: 'head', revision: 2 } });
    await database.prisma.auditEntry.create({
      data: { actor: BigInt(GIORGI), action: 'staff.changed', subject: `staff:${LEVAN}` },
    });
    const old = encodeCallback({ action: 'staff.role', staffId: LEVAN, revision: 1, role: 'manager' });
    await admin.pressesData(old, page, true);
    await adminSees.shows(/⚠️ Giorgi has already changed this/);
    await adminSees.shows(/Role: Head of operations/);
    expect(await member()).toMatchObject({ role: 'head' });
  });

  it('does not let the last admin go, nor step down', async () => {
    admin.says('/staff');
    await adminSees.presses(/^all branches · 1/);
    await adminSees.presses(/^Nino$/);
    await adminSees.shows(/👤 Nino/);
    await adminSees.presses(/🚪 Remove access/);
    await adminSees.presses(/Yes, remove access/);
    await adminSees.shows(/⚠️ This is the last administrator/);
    expect(await member(BigInt(NINO))).toMatchObject({ leftAt: null, role: 'admin' });
  });
});

describe('somebody whose access is removed', () => {
  it('is refused at their very next touch; what they had begun stays on their page', async () => {
    levan.says('/menu');
    const menu = await levanSees.shows(/What would you like to do/);
    await eventually(async () => (await member()).commandsHash !== null, 'the command list is known');
    expect(stage.telegram.emulator.seat.commands(OUTSIDER).map((one) => one.command)).toContain('duty');
    await database.prisma.checklist.create({
      data: {
        ...{ kind: 'issue', definition: {}, branch: 'tbilisi', bookingId: 506_539, step: 'mileage' },
        ...{ staffId: LEVAN, chatId: LEVAN, state: 'active' },
      },
    });
    await database.prisma.staffTask.create({
      data: {
        ...{ title: 'Wash <the> car', branch: 'tbilisi', assigneeId: LEVAN, source: 'person' },
        createdAt: new Date(),
      },
    });
    await opensLevan();
    await adminSees.presses(/🚪 Remove access/);
    await adminSees.shows(
      /Unfinished work[^]*Handover · Booking 506539[^]*Wash <the> car[^]*stops answering at once/,
    );
    expect(await member()).toMatchObject({ leftAt: null });
    await adminSees.presses(/Yes, remove access/);
    await adminSees.shows(/No longer works here/);
    const data = encodeCallback({ action: 'settings', verb: 'show' });
    expect(await levan.pressesData(data, menu, true)).toMatchObject({ show_alert: true });
    levan.says('/menu');
    await levanSees.shows(/бот для сотрудников/);
    await eventually(
      () => stage.telegram.emulator.seat.commands(OUTSIDER).length === 0,
      'their command list is gone',
    );
    expect(await database.prisma.checklist.count({ where: { staffId: LEVAN, state: 'active' } })).toBe(1);
    // The branch's list shows that there is something to hand over.
    manager.says('/staff');
    await managerSees.shows(/unfinished work/);
    await managerSees.presses(/^🚪 Levan/);
    await managerSees.shows(/No longer works here[^]*Wash <the> car/);
  });

  it('in the middle of a dialogue changes nothing any more', async () => {
    await database.prisma.staff.update({
      where: { telegramId: LEVAN },
      data: { role: 'admin', branches: [] },
    });
    levan.says('/staff');
    await levanSees.presses(/^Tbilisi · \d/);
    await levanSees.presses(/^Giorgi$/);
    await levanSees.presses(/^RentProg$/);
    await levanSees.shows(/employee number in RentProg/);
    admin.says('/staff');
    await adminSees.presses(/^all branches · 2/);
    await adminSees.presses(/^Levan/);
    await adminSees.presses(/🚪 Remove access/);
    await adminSees.presses(/Yes, remove access/);
    await adminSees.shows(/No longer works here/);
    levan.says('777');
    await levanSees.shows(/бот для сотрудников/);
    expect(await member(BigInt(GIORGI))).toMatchObject({ rentprogId: null });
    expect(await database.prisma.conversationState.count({ where: { key: { endsWith: `:${LEVAN}` } } })).toBe(
      0,
    );
  });
});
