import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { eventually } from '../../../../test/support/eventually.js';
import { LastScreen } from '../../../../test/support/last-screen.js';
import type { Person } from '../../../../test/support/person.js';
import { GIORGI } from '../../../playground/telegram/emulator-for-tests.js';

const telegramId = BigInt(GIORGI);

let stage: BotInTest;
let manager: Person;
let screen: LastScreen;

beforeAll(async () => {
  stage = await startBot();
  ({ manager } = stage);
  screen = new LastScreen(stage.telegram.emulator.seat, manager);
});

beforeEach(async () => {
  await stage.database.rows('truncate conversation_states, audit_log');
  const data = { language: 'en', workingHours: null, quietHours: null };
  await stage.database.prisma.staff.update({ where: { telegramId }, data });
});

afterAll(() => stage.close());

function stored() {
  return stage.database.prisma.staff.findUniqueOrThrow({ where: { telegramId } });
}

async function opens(): Promise<void> {
  manager.says('/settings');
  await screen.shows(/Settings[^]*English[^]*as the branch, 09:00–21:00[^]*Quiet hours: 22:00–08:00/);
}

describe('/settings', () => {
  it('sets hours with one tap, and back to those of the branch', async () => {
    await opens();
    await screen.presses(/Working hours/);
    await screen.shows(/when your working day starts/);
    await screen.presses(/^21:00–09:00$/);
    await screen.shows(/Working hours: 21:00–09:00/);
    expect(await stored()).toMatchObject({ workingHours: '21:00-09:00', quietHours: null });
    await screen.presses(/Working hours/);
    await screen.presses(/as the branch, 09:00–21:00/);
    await screen.shows(/Working hours: as the branch/);
    expect(await stored()).toMatchObject({ workingHours: null });
  });

  it('sets no quiet hours at all', async () => {
    await opens();
    await screen.presses(/Quiet hours/);
    await screen.presses(/^none$/);
    await screen.shows(/Quiet hours: none/);
    expect(await stored()).toMatchObject({ quietHours: 'none' });
  });

  it('takes hours that are typed, over midnight too, and asks again for what are none', async () => {
    await opens();
    await screen.presses(/Quiet hours/);
    await screen.presses(/Other hours/);
    await screen.shows(/Send your quiet hours/);
    for (const wrong of ['25:00-9', 'never', '9-9']) {
      manager.says(wrong);
      await screen.shows(/I did not get that/);
    }
    manager.says('23.30 - 7');
    await screen.shows(/23:30–07:00/);
    expect(await stored()).toMatchObject({ quietHours: '23:30-07:00' });
    await screen.presses(/← Settings/);
    await screen.shows(/Quiet hours: 23:30–07:00/);
    const entries = await stage.database.prisma.auditEntry.findMany();
    expect(entries.map(({ actor, action, details }) => [actor, action, details])).toEqual([
      [telegramId, 'staff.settings', { quietHours: '23:30-07:00' }],
    ]);
  });

  it('leaves typing with the next command, which does what it always does', async () => {
    await opens();
    await screen.presses(/Working hours/);
    await screen.presses(/Other hours/);
    await screen.shows(/Send your working hours/);
    manager.says('/settings');
    await screen.shows(/⚙️ Settings/);
    await eventually(
      async () => (await stage.database.prisma.conversationState.count()) === 0,
      'the question is over',
    );
    expect(await stored()).toMatchObject({ workingHours: null });
  });

  it('changes the language, and everything comes in it from then on', async () => {
    await opens();
    await screen.presses(/🌐 Language/);
    await screen.presses(/ქართული/);
    await screen.shows(/რა გავაკეთოთ/);
    expect(await stored()).toMatchObject({ language: 'ka' });
    const commands = () => stage.telegram.emulator.seat.commands(GIORGI);
    await eventually(
      () => commands().some((one) => one.description === 'ვინ არის ცვლაში'),
      'the command list is in Georgian',
    );
  });

  it('takes nothing from buttons that nobody made', async () => {
    await opens();
    const page = await screen.shows(/Settings/);
    for (const data of ['1.sh.work.2500-0900', '1.sh.work.0900-0900', '1.sh.quiet.usual', '1.sh.work.none'])
      expect(await manager.pressesData(data, page, true), data).toMatchObject({ show_alert: true });
    expect(await stored()).toMatchObject({ workingHours: null, quietHours: null });
  });
});
