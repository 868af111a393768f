import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../test/support/bot.js';
import { textOf } from '../../../test/support/person.js';
import { encodeCallback } from '../../domain/posts/index.js';

let stage: BotInTest;

beforeAll(async () => {
  stage = await startBot();
});
afterAll(() => stage.close());

const messages = () => stage.telegram.emulator.seat.messages({ user: stage.admin.id, chat: stage.admin.id });

describe('a page of the bot', () => {
  it('is turned into the next one and back to the menu, and leaves one message behind', async () => {
    stage.admin.says('/health');
    const page = await stage.admin.sees(/The database answers/);
    const count = messages().length;
    await stage.admin.presses(/Back/);
    await stage.admin.sees(/what shall we do|Nino/);
    expect(messages()).toHaveLength(count);
    expect(messages().find(({ message_id }) => message_id === page.message_id)).toMatchObject({
      text: expect.stringContaining('Nino') as string,
    });
  });

  it('that shows already what was asked for stays, and the press is answered once', async () => {
    const menu = await stage.admin.sees(/Nino/);
    const data = encodeCallback({ action: 'menu' });
    const presses = await Promise.all([1, 2].map(() => stage.admin.pressesData(data, menu, true)));
    expect(presses.map(({ answered }) => answered)).toEqual([true, true]);
    expect(textOf(await stage.admin.sees(/Nino/))).toContain('Nino');
    expect(
      await stage.database.rows(
        `select 1 from finished_jobs where kind = 'telegram.update' and attempts > 1`,
      ),
    ).toEqual([]);
  });

  it('asked for in a group by somebody who never wrote to the bot says where it is to be had', async () => {
    const { seat } = stage.telegram.emulator;
    seat.sendMessage({ user: stage.manager.id, chat: stage.group, text: 'hello' });
    const message = await stage.telegram.api.sendMessage(stage.group, 'a card');
    const data = encodeCallback({ action: 'tasks', list: 'mine', page: 0 });
    const pressed = await stage.manager.pressesData(
      data,
      seat
        .messages({ user: stage.manager.id, chat: stage.group })
        .find(({ message_id }) => message_id === message.message_id)!,
      true,
    );
    expect(pressed).toMatchObject({
      show_alert: true,
      text: expect.stringContaining('press Start') as string,
    });
  });
});
