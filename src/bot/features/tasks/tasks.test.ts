import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import type { OpenDatabase } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import { createStaffTask, type NewStaffTask } from '../../../domain/tasks/index.js';
import type { StaffTask } from '../../../platform/prisma/index.js';
import { GIORGI, NINO, OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';

let stage: BotInTest;
let database: OpenDatabase;
let admin: Person, manager: Person, nika: Person;

beforeAll(async () => {
  stage = await startBot();
  ({ database, admin, manager, outsider: nika } = stage);
  await stage.hires('Nika');
  await database.prisma.car.create({
    data: { id: 7, branch: 'tbilisi', plate: 'AA123BB', model: 'Toyota Prius' },
  });
});

beforeEach(async () => {
  stage.setTime(NOON);
  await database.rows('truncate staff_tasks, jobs, cards, conversation_states, audit_log cascade');
});

afterAll(() => stage.close());

let made = 0;

/** A task with a title of its own: cards of earlier tests stand above. */
async function given(facts: Partial<NewStaffTask> = {}): Promise<{ id: string; title: string }> {
  const title = `Task no. ${(made += 1)}.`;
  const task = { title, branch: 'tbilisi', source: 'agent' as const, correlationId: 'c', ...facts };
  const { id } = await database.workshop.transact((work) => createStaffTask(work, stage.deps, task));
  return { id, title };
}

function stored(id: string): Promise<StaffTask> {
  return database.prisma.staffTask.findUniqueOrThrow({ where: { id } });
}

const on = (title: string, more = ''): RegExp => new RegExp(`📌 ${title}[^]*${more}`);

describe('/task', () => {
  it('lists what is mine, soonest first, and opens a card', async () => {
    const later = await given({ assigneeId: BigInt(OUTSIDER) });
    const sooner = await given({
      assigneeId: BigInt(OUTSIDER),
      dueAt: new Date(NOON.getTime() + 3_600_000),
    });
    await given({ assigneeId: BigInt(GIORGI) });
    nika.says('/task');
    const list = await nika.sees(
      new RegExp(`My tasks[^]*2 open tasks[^]*${sooner.title}[^]*13:00[^]*${later.title}`),
    );
    expect(list.reply_markup?.inline_keyboard.flat().map((one) => one.text)).not.toContainEqual(
      expect.stringMatching(/Branch tasks/),
    );
    const seen = (await nika.sees(on(later.title))).message_id;
    await nika.pressesOn(/My tasks/, new RegExp(later.title));
    await eventually(
      async () => (await nika.sees(on(later.title, 'Nika · Tbilisi'))).message_id > seen,
      'the card comes below',
    );
  });

  it('shows managers the tasks of their branch, with who has them', async () => {
    const mine = await given({ assigneeId: BigInt(OUTSIDER) });
    const nobodys = await given();
    const elsewhere = await given({ branch: 'batumi', assigneeId: BigInt(NINO) });
    manager.says('/task');
    await manager.sees(/My tasks[^]*No open tasks/);
    await manager.presses(/Branch tasks/);
    const list = textOf(await manager.sees(/Tasks of my branches/));
    expect(list).toMatch(new RegExp(`${mine.title} · Nika`));
    expect(list).toMatch(new RegExp(`${nobodys.title} · nobody yet`));
    expect(list).not.toContain(elsewhere.title);
  });
});

describe('the card of a task', () => {
  it('is done by its assignee in one tap; the topic shows it, a second tap is told', async () => {
    const { id, title } = await given({ assigneeId: BigInt(OUTSIDER), carId: 7 });
    const card = await nika.sees(on(title));
    expect(await nika.pressesOn(on(title), /Done/)).toMatchObject({ text: 'Done 👍' });
    await manager.sees(new RegExp(`✅ ${title}[^]*AA123BB[^]*Done by Nika`), stage.group);
    const button = (card.reply_markup?.inline_keyboard ?? []).flat()[0];
    const data = button !== undefined && 'callback_data' in button ? button.callback_data : '';
    expect(await nika.pressesData(data, card, true)).toMatchObject({
      show_alert: true,
      text: expect.stringMatching(/Already done by Nika at 12:00/) as string,
    });
    expect(await stored(id)).toMatchObject({ state: 'done', doneBy: BigInt(OUTSIDER) });
    const entries = await database.prisma.staffTaskEntry.findMany({ where: { taskId: id, what: 'done' } });
    expect(entries).toHaveLength(1);
  });

  it('of nobody is taken in the topic by the first; another one is told who has it', async () => {
    const { id, title } = await given();
    const card = await manager.sees(on(title, 'nobody yet'), stage.group);
    expect(await manager.pressesOn(on(title), /I’ll do it/, stage.group)).toMatchObject({
      text: 'It’s yours',
    });
    await manager.sees(on(title, 'Giorgi took it'));
    const button = (card.reply_markup?.inline_keyboard ?? []).flat()[0];
    const data = button !== undefined && 'callback_data' in button ? button.callback_data : '';
    expect(await admin.pressesData(data, card, true)).toMatchObject({
      text: 'Giorgi has already taken it',
      show_alert: true,
    });
    expect(await stored(id)).toMatchObject({ assigneeId: BigInt(GIORGI) });
  });

  it('in the topic is not done by somebody whose it is not', async () => {
    const giorgi = { where: { telegramId: BigInt(GIORGI) } };
    await database.prisma.staff.update({ ...giorgi, data: { role: 'staff' } });
    const { id, title } = await given({ assigneeId: BigInt(OUTSIDER) });
    expect(await manager.pressesOn(on(title), /Done/, stage.group)).toMatchObject({
      text: expect.stringMatching(/^Only Nika, the person who made the task/) as string,
      show_alert: true,
    });
    expect(await stored(id)).toMatchObject({ state: 'open' });
    await database.prisma.staff.update({ ...giorgi, data: { role: 'manager' } });
  });

  it('is snoozed for an hour, until the next shift, or until a typed time', async () => {
    const { id, title } = await given({ assigneeId: BigInt(OUTSIDER) });
    const snoozed = async (): Promise<string | undefined> => (await stored(id)).snoozedUntil?.toISOString();
    await nika.pressesOn(on(title), /Snooze/);
    expect(await nika.pressesOn(on(title, 'Until when'), /1 hour/)).toMatchObject({
      text: expect.stringMatching(/13:00/) as string,
    });
    expect(await snoozed()).toBe('2031-03-03T09:00:00.000Z');
    await nika.pressesOn(on(title, 'Snoozed until'), /Snooze/);
    await nika.pressesOn(on(title, 'Until when'), /Tomorrow/);
    expect(await snoozed()).toBe('2031-03-04T05:00:00.000Z');
    await nika.pressesOn(on(title, 'Snoozed until.*09:00'), /Snooze/);
    await nika.pressesOn(on(title, 'Until when'), /Another time/);
    await nika.sees(new RegExp(`Until when to snooze “${title}”`));
    nika.says('whenever');
    await nika.sees(/I don’t understand this time/);
    nika.says('today 09:00');
    await nika.sees(/This time has passed/);
    nika.says('05.03 10:00');
    await nika.sees(/Snoozed until Wed, Mar 5, 10:00/);
    expect(await snoozed()).toBe('2031-03-05T06:00:00.000Z');
  });

  it('comes back below when the snooze is over', async () => {
    const { title } = await given({ assigneeId: BigInt(OUTSIDER) });
    await nika.pressesOn(on(title), /Snooze/);
    await nika.pressesOn(on(title, 'Until when'), /1 hour/);
    const before = (await nika.sees(on(title, 'Snoozed until'))).message_id;
    stage.setTime(new Date(NOON.getTime() + 3_600_000));
    await database.rows("update jobs set run_at = now() where kind = 'task.wake'");
    await eventually(async () => (await nika.sees(on(title))).message_id > before, 'the card comes below');
    expect(textOf(await nika.sees(on(title)))).not.toMatch(/😴 Snoozed until/);
  });

  it('is given to a colleague, who gets it, and taken from whoever gave it', async () => {
    const { id, title } = await given({ assigneeId: BigInt(OUTSIDER) });
    await nika.pressesOn(on(title), /Assign/);
    expect(await nika.pressesOn(on(title, 'Who should do it'), /Giorgi/)).toMatchObject({
      text: 'Given to Giorgi',
    });
    await manager.sees(on(title, 'Nika → Giorgi'));
    expect(await stored(id)).toMatchObject({ assigneeId: BigInt(GIORGI) });
    const left = await nika.sees(on(title, 'Nika → Giorgi'));
    expect(left.reply_markup?.inline_keyboard.flat().map((one) => one.text)).toEqual(['💬 Comment']);
  });

  it('takes a comment, which everybody sees on it', async () => {
    const { title } = await given({ assigneeId: BigInt(OUTSIDER) });
    await nika.pressesOn(on(title), /Comment/);
    await nika.sees(new RegExp(`Write a comment for “${title}”`));
    nika.says('No <b>water</b> here');
    await nika.sees(/Comment added/);
    await manager.sees(on(title, '💬 12:00 Nika: No <b>water</b> here'), stage.group);
  });

  it('opens in private by the link of the topic’s card, not for people of other branches', async () => {
    const { id, title } = await given({ branch: 'batumi', assigneeId: BigInt(NINO) });
    nika.says(`/start task-${id}`);
    await nika.sees(/There is no such task any more/);
    nika.says('/start task-nonsense');
    await nika.sees(/There is no such task any more/);
    admin.says(`/start task-${id}`);
    await admin.sees(on(title));
  });

  it('forged for a task of another branch does nothing', async () => {
    const own = await given({ assigneeId: BigInt(OUTSIDER) });
    const other = await given({ branch: 'batumi', assigneeId: BigInt(NINO) });
    const pack = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
    const card = await nika.sees(on(own.title));
    for (const data of [
      `1.tk.${pack(other.id)}.done`,
      `1.ta.${pack(other.id)}.${OUTSIDER}`,
      `1.tp.${pack(other.id)}.0`,
    ])
      expect(await nika.pressesData(data, card, true)).toMatchObject({ show_alert: true });
    expect(await stored(other.id)).toMatchObject({ state: 'open', assigneeId: BigInt(NINO) });
  });
});

describe('making a task', () => {
  it('asks what, for whom, until when and about which car, and gives it to a colleague', async () => {
    nika.says('/task');
    await nika.presses(/New task/);
    await nika.sees(/What is to be done/);
    nika.says('Buy <washer> fluid');
    await nika.sees(/Who is to do it/);
    await nika.presses(/^Giorgi$/);
    await nika.sees(/Who is to do it[^]*👉 Giorgi/);
    nika.says('sometime');
    await nika.sees(/I don’t understand this time/);
    nika.says('tomorrow 10:00');
    await nika.sees(/By when[^]*👉 Tue, Mar 4, 10:00/);
    nika.says('ZZ999ZZ');
    await nika.sees(/can’t find such a car/);
    nika.says('аа 123 вв');
    await nika.sees(/The task has been created/);
    expect(await database.prisma.staffTask.findMany()).toMatchObject([
      {
        ...{ title: 'Buy <washer> fluid', branch: 'tbilisi', carId: 7, source: 'person' },
        ...{ assigneeId: BigInt(GIORGI), createdBy: BigInt(OUTSIDER) },
        dueAt: new Date('2031-03-04T06:00:00Z'),
      },
    ]);
    await manager.sees(/📌 Buy <washer> fluid[^]*Toyota Prius[^]*From Nika/);
    await manager.pressesOn(/📌 Buy/, /Done/);
    await nika.sees(/Giorgi has done the task “Buy <washer> fluid”/);
  });

  it('begins with what was written after the command', async () => {
    nika.says('/task call the client');
    await nika.presses(/🙋 Me/);
    await nika.presses(/^Today$/);
    await nika.presses(/Skip/);
    await nika.sees(/📌 call the client[^]*Due Mon, Mar 3, 21:00/);
  });

  it('ends with the next command, and makes nothing', async () => {
    nika.says('/task');
    await nika.presses(/New task/);
    await eventually(
      async () => (await database.prisma.conversationState.count()) === 1,
      'the conversation has begun',
    );
    nika.says('/menu');
    await eventually(
      async () => (await database.prisma.conversationState.count()) === 0,
      'the conversation is over',
    );
    expect(await database.prisma.staffTask.count()).toBe(0);
  });

  it('makes nothing for somebody who was removed in the middle of it', async () => {
    nika.says('/task last wish');
    await nika.presses(/🙋 Me/);
    await nika.presses(/No date/);
    await nika.sees(/Which car is it about/);
    await database.prisma.staff.update({
      where: { telegramId: BigInt(OUTSIDER) },
      data: { leftAt: NOON },
    });
    await nika.presses(/Skip/);
    expect(await database.prisma.staffTask.count()).toBe(0);
    await database.prisma.staff.update({
      where: { telegramId: BigInt(OUTSIDER) },
      data: { leftAt: null },
    });
  });
});
