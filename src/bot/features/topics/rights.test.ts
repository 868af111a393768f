import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { FORUM, GROUP } from '../../../playground/telegram/emulator-for-tests.js';
import { checkRights } from './index.js';

let stage: BotInTest;

beforeAll(async () => {
  stage = await startBot({
    company: {
      branches: {
        tbilisi: { title: 'Tbilisi', chatId: BigInt(FORUM) },
        batumi: { title: 'Batumi', chatId: BigInt(GROUP) },
        kutaisi: { title: 'Kutaisi', chatId: -1_009_999_999_999n },
      },
    },
  });
});
afterAll(() => stage.close());

describe('the rights of the bot in the branches’ groups', () => {
  it('that are missing are told to the admins, with what to press, once', async () => {
    stage.admin.says('/start');
    await stage.admin.sees(/what shall we do|Nino/);
    const look = () =>
      stage.database.workshop.transact((work) => work.enqueue(checkRights('c1', new Date())));
    await look();
    await stage.admin.sees(/In the group “Batumi” the bot lacks rights:\n• the group has no topics/);
    await stage.admin.sees(/In the group “Kutaisi”[^]*the bot is not in the group: add it/);
    const told = () => stage.telegram.emulator.seat.messages({ user: stage.admin.id, chat: stage.admin.id });
    const looked = async () =>
      (await stage.database.rows(`select 1 from finished_jobs where kind = 'telegram.check_rights'`)).length;
    await expect.poll(looked, { timeout: 10_000 }).toBe(1);
    const messages = told().length;
    await look();
    await expect.poll(looked, { timeout: 10_000 }).toBe(2);
    expect(told()).toHaveLength(messages);
  });

  it('are looked at again each hour, by one job however many have looked', async () => {
    expect(
      await stage.database.rows(`select state, run_at from jobs where kind = 'telegram.check_rights'`),
    ).toEqual([{ state: 'waiting', run_at: new Date('2031-03-03T09:00:00Z') }]);
  });
});
