import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import { textOf } from '../../../../test/support/person.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import { REPORT_POST } from '../../../domain/reports/index.js';

let bot: BotInTest;

beforeAll(async () => {
  bot = await startBot();
  const { prisma } = bot.database;
  await prisma.car.createMany({
    data: [7001, 7002].map((id) => ({ id, branch: 'tbilisi', plate: `AA${id}`, model: 'Prius' })),
  });
  const hour = 3_600_000;
  const at = (hours: number): Date => new Date(NOON.getTime() + hours * hour);
  await prisma.booking.createMany({
    data: [
      { id: 9001, branch: 'tbilisi', carId: 7001, startAt: at(-2), endAt: at(90), issuedAt: at(-1.9) },
      { id: 9002, branch: 'tbilisi', carId: 7002, startAt: at(-3), endAt: at(90) },
    ],
  });
});

afterAll(() => bot.close());

describe('the report', () => {
  it('is shown to a manager for today and for the week, and turns no further than the present', async () => {
    bot.manager.says('/report');
    const today = await bot.manager.sees(/Tbilisi: Mon.*3/);
    expect(textOf(today)).toContain('On rent: 1 of 2 (50%)');
    expect(textOf(today)).toContain('Handovers: 1 of 2 on time, 1 did not happen');
    expect(today.reply_markup?.inline_keyboard.flat().map(({ text }) => text)).not.toContain('▶️');
    await bot.manager.presses(/^Week$/);
    await bot.manager.sees(/Tbilisi: Mon.*3.*–.*Sun.*9/);
    await bot.manager.presses(/◀️/);
    await bot.manager.sees(/Tbilisi: Mon.*24.*–.*Sun.*2/);
    await bot.manager.presses(/▶️/);
    await bot.manager.presses(/^Day$/);
    await bot.manager.sees(/Tbilisi: Mon/);
  });

  it('is drawn when asked for, and sent to who asked, however often it is pressed meanwhile', async () => {
    bot.manager.says('/report');
    await bot.manager.sees(/On rent/);
    const press = await bot.manager.presses(/📈/);
    expect(press).toMatchObject({ text: 'Drawing it, coming in a moment' });
    const { seat } = bot.telegram.emulator;
    const picture = await seat.waitFor(
      { chat: bot.manager.id, message: (one) => one.photo !== undefined },
      20_000,
    );
    expect(picture.caption).toContain('📊 Tbilisi');
    // Telegram makes a photo 1,280 pixels wide.
    expect(picture.photo?.at(-1)).toMatchObject({ width: 1_280, height: 731 });
  });

  it('is posted into the topic of the plan in the evening, and a later one takes its place', async () => {
    const { prisma, workshop } = bot.database;
    const post = (): Promise<void> =>
      workshop.transact((work) =>
        work.enqueue({
          ...{ kind: REPORT_POST, correlationId: 'evening' },
          payload: { branch: 'tbilisi', period: 'day', date: '2031-03-03', to: null },
        }),
      );
    await post();
    const posted = await bot.manager.sees(/📊 Tbilisi.*[^]*1 did not happen/, bot.group);
    expect(posted.photo).toBeDefined();
    await prisma.booking.update({ where: { id: 9002 }, data: { issuedAt: NOON } });
    await post();
    const corrected = await bot.manager.sees(/📊 Tbilisi.*[^]*1 of 2 on time, 1 late/, bot.group);
    expect(corrected.message_id).toBe(posted.message_id);
  });

  it('is refused to employees and to managers of other branches, whatever the button says', async () => {
    await bot.database.prisma.staff.create({
      data: {
        ...{ telegramId: BigInt(bot.outsider.id), name: 'Ana', role: 'staff' },
        ...{ branches: ['tbilisi'], language: 'en' },
      },
    });
    bot.outsider.says('/report');
    await bot.outsider.sees(/not allowed|permission|can’t|rights/i);
    bot.manager.says('/report');
    const screen = await bot.manager.sees(/On rent/);
    const fields = { date: '2031-03-03', period: 'day' as const, branch: 'batumi' };
    for (const action of ['report', 'report.picture'] as const) {
      const press = await bot.manager.pressesData(encodeCallback({ action, ...fields }), screen, true);
      expect(press).toMatchObject({ answered: true, show_alert: true });
    }
  });
});
