import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import { textOf } from '../../../../test/support/person.js';
import { planCard, planChanged, branchDay, dayOf } from '../../../domain/plan/index.js';
import { cardPost, encodeCallback } from '../../../domain/posts/index.js';
import { Html } from '../../../kernel/html.js';
import type { Prisma } from '../../../platform/prisma/index.js';

let bot: BotInTest;

beforeAll(async () => {
  bot = await startBot();
});

beforeEach(async () => {
  const { prisma } = bot.database;
  await prisma.staff.create({
    data: {
      ...{ telegramId: BigInt(bot.outsider.id), name: 'Ana', role: 'staff' },
      ...{ branches: ['tbilisi'], language: 'en', rentprogId: 501 },
    },
  });
  await prisma.car.create({ data: { id: 7001, branch: 'tbilisi', plate: 'AA123BB', model: 'Prius' } });
});

afterEach(() =>
  bot.database.rows(
    `truncate bookings, cars, staff_tasks, reminders, checklists cascade; delete from staff where name = 'Ana'`,
  ),
);

afterAll(() => bot.close());

const inHours = (hours: number): Date => new Date(NOON.getTime() + hours * 3_600_000);

async function givenBooking(facts: Partial<Prisma.BookingUncheckedCreateInput> = {}): Promise<void> {
  await bot.database.prisma.booking.create({
    data: {
      ...{ id: 9001, branch: 'tbilisi', carId: 7001, startAt: inHours(2), endAt: inHours(90) },
      ...facts,
    },
  });
}

describe('my day', () => {
  it('has my handovers, tasks and reminders in the order of their times, each with its button', async () => {
    await givenBooking({ responsibleId: 501 });
    await givenBooking({ id: 9002, startAt: inHours(-90), endAt: inHours(4), issuedAt: inHours(-90) });
    const ana = BigInt(bot.outsider.id);
    const { prisma } = bot.database;
    const task = { branch: 'tbilisi', assigneeId: ana, source: 'person', createdAt: NOON, told: [] };
    await prisma.staffTask.createMany({
      data: [
        { ...task, title: 'Wash the Prius', dueAt: inHours(3) },
        { ...task, title: 'Order tyres' },
        { ...task, title: 'Next week', dueAt: inHours(100) },
        { ...task, title: 'Somebody else’s', assigneeId: BigInt(bot.manager.id), dueAt: inHours(3) },
      ],
    });
    await prisma.reminder.create({
      data: { bookingId: 9001, staffId: ana, about: 'issue', notice: '30m', dueAt: inHours(1) },
    });
    bot.outsider.says('/plan');
    const plan = await bot.outsider.sees(/My day: Mon.*3/);
    const text = textOf(plan);
    const at = ['13:00 Reminder', '14:00 Handover', '15:00 Wash', '16:00 Return', 'no deadline Order'];
    expect(at.map((one) => text.indexOf(one))).toEqual(
      at.map((one) => text.indexOf(one)).sort((a, b) => a - b),
    );
    expect(at.filter((one) => !text.includes(one))).toEqual([]);
    expect(text).not.toMatch(/Next week|Somebody/);
    const labels = plan.reply_markup?.inline_keyboard.flat().map((button) => button.text);
    expect(labels).toEqual([
      ...['🔑 14:00 AA123BB · Prius', '📌 Wash the Prius', '↩️ 16:00 AA123BB · Prius', '📌 Order tyres'],
      ...['◀️ Sun, Mar 2', 'Tue, Mar 4 ▶️', '← Back'],
    ]);
  });

  it('has what nobody is responsible for in my branch, and nothing of a colleague or another branch', async () => {
    await givenBooking({ responsibleId: 999 });
    await givenBooking({ id: 9002, responsibleId: 777 });
    await givenBooking({ id: 9003, branch: 'batumi' });
    await bot.database.prisma.staff.update({
      where: { telegramId: BigInt(bot.manager.id) },
      data: { rentprogId: 777 },
    });
    await bot.database.prisma.car.create({ data: { id: 7002, branch: 'tbilisi', plate: 'BB222BB' } });
    await bot.database.prisma.booking.update({ where: { id: 9001 }, data: { carId: 7002 } });
    bot.outsider.says('/plan');
    const text = textOf(await bot.outsider.sees(/BB222BB/));
    expect(text).not.toContain('AA123BB');
  });

  it('leads from day to day, and back to the present one', async () => {
    await givenBooking({ startAt: inHours(24) });
    bot.outsider.says('/plan');
    await bot.outsider.sees(/My day: Mon/);
    await bot.outsider.presses(/▶️/);
    expect(textOf(await bot.outsider.sees(/My day: Tue/))).toContain('12:00 Handover: AA123BB');
    await bot.outsider.presses(/^Today$/);
    await bot.outsider.sees(/Nothing to do on this day/);
  });

  it('in the evening also has what comes in the night', async () => {
    bot.setTime(inHours(11));
    await givenBooking({ startAt: inHours(14) });
    bot.outsider.says('/plan');
    await bot.outsider.sees(/Tue, 4 Mar.*02:00.*AA123BB|Tue, Mar 4.*02:00.*AA123BB/);
    bot.setTime(NOON);
  });
});

describe('the branch’s day', () => {
  it('is shown to its manager, and leads to the report', async () => {
    await givenBooking({ startAt: inHours(-1) });
    bot.manager.says('/plan');
    await bot.manager.presses(/🏢 Branch/);
    const text = textOf(await bot.manager.sees(/Plan: Tbilisi/));
    expect(text).toContain('Handovers: 0 of 1');
    expect(text).toContain('🔴 11:00 AA123BB · Prius · late');
    await bot.manager.presses(/📊 Report/);
    await bot.manager.sees(/0 of 1 on time, 1 did not happen/);
  });

  it('is chosen by those who have several branches', async () => {
    bot.admin.says('/plan');
    await bot.admin.presses(/🏢 Branch/);
    await bot.admin.sees(/Which branch’s plan/);
    await bot.admin.presses(/^Batumi$/);
    await bot.admin.sees(/Plan: Batumi/);
  });

  it('is not shown to a manager of another branch nor to an employee, whatever the button says', async () => {
    bot.manager.says('/plan');
    const screen = await bot.manager.sees(/My day/);
    const forged = encodeCallback({ action: 'plan.branch', date: '2031-03-03', branch: 'batumi' });
    const press = await bot.manager.pressesData(forged, screen, true);
    expect(press).toMatchObject({ answered: true, show_alert: true });
    bot.outsider.says('/plan');
    const own = await bot.outsider.sees(/My day/);
    const here = encodeCallback({ action: 'plan.branch', date: '2031-03-03', branch: 'tbilisi' });
    expect(await bot.outsider.pressesData(here, own, true)).toMatchObject({ show_alert: true });
  });

  it('says so when the button’s day is none', async () => {
    bot.manager.says('/plan');
    const screen = await bot.manager.sees(/My day/);
    for (const callback of [
      { action: 'plan' as const, date: '2031-02-30' },
      { action: 'plan.branch' as const, date: '2031-02-30', branch: 'tbilisi' },
    ]) {
      const press = await bot.manager.pressesData(encodeCallback(callback), screen, true);
      expect(press).toMatchObject({ answered: true, show_alert: true });
    }
  });
});

describe('the card in the topic', () => {
  const day = dayOf(NOON, 'Asia/Tbilisi');

  async function post(): Promise<void> {
    const { prisma, workshop } = bot.database;
    const card = planCard(await branchDay(prisma, 'tbilisi', day, NOON), bot.deps);
    await workshop.transact(async (work) => {
      await work.emit(cardPost({ ...card, html: new Html(card.html), correlationId: 'morning' }));
    });
  }

  it('shows what has happened since, by one edit, and is not made before the morning has made it', async () => {
    const { prisma, workshop } = bot.database;
    const change = (): Promise<void> =>
      workshop.transact((work) => planChanged(work, { branch: 'tbilisi', correlationId: 'c1' }));
    await givenBooking();
    await change();
    await post();
    const posted = await bot.manager.sees(/Plan: Tbilisi/, bot.group);
    expect(textOf(posted)).toContain('▫️ 14:00 AA123BB · Prius');
    await prisma.booking.update({ where: { id: 9001 }, data: { issuedAt: inHours(0.5) } });
    await Promise.all([change(), change(), change()]);
    const edited = await bot.manager.sees(/✅ 12:30 14:00 AA123BB/, bot.group);
    expect(edited.message_id).toBe(posted.message_id);
    expect(await prisma.card.count({ where: { key: { startsWith: 'plan:' } } })).toBe(1);
  });

  it('leads managers to their branch’s day and employees to their own', async () => {
    bot.manager.says('/start plan-2031-03-04_tbilisi');
    await bot.manager.sees(/Plan: Tbilisi, Tue/);
    bot.outsider.says('/start plan-2031-03-04_tbilisi');
    await bot.outsider.sees(/My day: Tue/);
    bot.outsider.says('/start plan-whatever');
    await bot.outsider.sees(/My day: Mon/);
  });
});
