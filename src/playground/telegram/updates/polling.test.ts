import { Bot } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, FORUM, NINO, run, type Running } from '../emulator-for-tests.js';

describe('getUpdates', () => {
  let running: Running;
  beforeEach(async () => {
    running = await run();
  });
  afterEach(() => running.emulator.close());

  it('feeds a grammY bot that was started with long polling', async () => {
    const { emulator } = running;
    const bot = new Bot(emulator.token, { client: { apiRoot: emulator.url } });
    bot.command('start', (ctx) => ctx.reply(`hello ${ctx.match}`));
    const stopped = bot.start();
    emulator.seat.sendMessage({ user: NINO, chat: NINO, text: '/start invitation-1' });
    const reply = await emulator.seat.waitFor({ message: (message) => message.outgoing, chat: NINO });
    expect(reply.text).toBe('hello invitation-1');
    await bot.stop();
    await stopped;
  });

  it('repeats an update until a higher offset confirms it', async () => {
    const { api, emulator } = running;
    emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'one' });
    emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'two' });
    const [first, second] = await api.getUpdates({ limit: 2 });
    expect(await api.getUpdates({ limit: 1 })).toEqual([first]);
    expect(await api.getUpdates({ offset: second?.update_id ?? 0 })).toEqual([second]);
    expect(await api.getUpdates({ offset: (second?.update_id ?? 0) + 1 })).toEqual([]);
  });

  it('refuses the first of two pollers, and wakes the other when something happens', async () => {
    const polls = [1, 2].map(() => call(running, 'getUpdates', { timeout: 30 }));
    expect(await Promise.race(polls)).toEqual({
      status: 409,
      body: {
        ok: false,
        error_code: 409,
        description:
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      },
    });
    running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'wake up' });
    const answers = await Promise.all(polls);
    expect(answers.find(({ status }) => status === 200)?.body['result']).toMatchObject([
      { message: { text: 'wake up' } },
    ]);
  });

  it('is refused while a webhook is set', async () => {
    await running.api.setWebhook('http://127.0.0.1:9/nowhere');
    expect(await call(running, 'getUpdates')).toEqual({
      status: 409,
      body: {
        ok: false,
        error_code: 409,
        description:
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      },
    });
    await running.api.deleteWebhook({ drop_pending_updates: true });
    expect(await running.api.getUpdates()).toEqual([]);
  });

  it('brings only the allowed kinds', async () => {
    const { api, emulator } = running;
    await api.getUpdates({ allowed_updates: ['callback_query'] });
    emulator.seat.sendMessage({ user: NINO, chat: FORUM, text: 'unheard' });
    expect(await api.getUpdates()).toEqual([]);
    await api.getUpdates({ allowed_updates: [] });
    emulator.seat.sendMessage({ user: NINO, chat: FORUM, text: 'heard' });
    expect(await api.getUpdates()).toMatchObject([{ message: { text: 'heard' } }]);
  });

  it('forgets messages after a day', async () => {
    await running.emulator.close();
    let now = new Date('2025-11-25T10:00:00Z');
    running = await run({ now: () => now });
    running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'old' });
    now = new Date('2025-11-26T10:00:02Z');
    running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'new' });
    expect(await running.api.getUpdates()).toMatchObject([{ message: { text: 'new' } }]);
  });
});
