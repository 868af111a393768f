import { InputFile, InputMediaBuilder } from 'grammy';
import { afterEach, describe, expect, it } from 'vitest';
import { call, FORUM, GIORGI, GROUP, NINO, picture, run, type Running } from '../emulator-for-tests.js';
import type { Limits } from './limits.js';

describe("Telegram's limits", () => {
  let running: Running;
  let now = 0;
  afterEach(() => running.emulator.close());

  async function start(limits: Omit<Limits, 'enabled'> = {}): Promise<void> {
    now = 0;
    running = await run({ limits, limitsClock: () => now });
    for (const user of [NINO, GIORGI])
      running.emulator.seat.sendMessage({ user, chat: user, text: '/start' });
  }

  /** 'ok', or the `retry_after` of a 429. */
  async function send(chat_id: number, more: object = {}, method = 'sendMessage'): Promise<unknown> {
    const { body } = await call(running, method, { chat_id, text: 'x', ...more });
    return body['ok'] === true ? 'ok' : (body['parameters'] as { retry_after: number }).retry_after;
  }

  async function several(count: number, act: () => Promise<unknown>): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (let index = 0; index < count; index += 1) answers.push(await act());
    return answers;
  }

  const fine = (count: number): string[] => Array.from({ length: count }, () => 'ok');

  it('let five at once into a chat, and then one a second', async () => {
    await start();
    expect(await several(6, () => send(NINO))).toEqual([...fine(5), 1]);
    expect(await send(GIORGI)).toBe('ok');
    now = 1000;
    expect(await send(NINO)).toBe('ok');
    expect(await send(NINO)).toBe(1);
    now = 11_000;
    expect(await several(6, () => send(NINO))).toEqual([...fine(5), 1]);
  });

  it('refuse in the words of Telegram, with the header as well', async () => {
    await start({ perChatBurst: 1 });
    await send(NINO);
    const { url, token } = running.emulator;
    const refused = await fetch(`${url}/bot${token}/sendMessage?chat_id=${NINO}&text=x`);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
  });

  it('name no second too many, whatever the fractions of the clock', async () => {
    await start({ perChatBurst: 1 });
    for (let turn = 1; turn <= 12; turn += 1) {
      now = turn * 1234.4567 + 0.1;
      expect(await several(2, () => send(NINO))).toEqual(['ok', 1]);
    }
  });

  it('let 20 a minute into a group with all its topics, edits among them', async () => {
    await start({ perChatBurst: 100 });
    const { message_thread_id } = await running.api.createForumTopic(FORUM, 'cash');
    const { message_id } = await running.api.sendMessage(FORUM, 'x');
    now = 10_500;
    expect(await several(10, () => send(FORUM, { message_thread_id }))).toEqual(fine(10));
    let edits = 0;
    const edit = (): Promise<unknown> => {
      edits += 1;
      return send(FORUM, { message_id, text: `edit ${edits}` }, 'editMessageText');
    };
    expect(await several(10, edit)).toEqual([...fine(9), 50]);
    expect(await send(GROUP)).toBe('ok');
    now = 60_500;
    expect(await send(FORUM)).toBe('ok');
    // The other 19 leave the window together.
    expect(await send(FORUM)).toBe(10);
    now = 70_500;
    expect(await send(FORUM)).toBe('ok');
    expect(running.emulator.control.statistics()).toMatchObject({ throttled: { [FORUM]: 2 }, violations: 0 });
  });

  it('count an album as its pictures', async () => {
    await start({ perChatBurst: 100, perGroupPerMinute: 3 });
    const photo = InputMediaBuilder.photo(new InputFile(await picture(10, 10), 'p.png'));
    await running.api.sendMediaGroup(FORUM, [photo, photo]);
    now = 1000;
    await expect(running.api.sendMediaGroup(FORUM, [photo, photo])).rejects.toMatchObject({
      error_code: 429,
      parameters: { retry_after: 59 },
    });
    now = 60_000;
    await running.api.sendMediaGroup(FORUM, [photo, photo]);
    expect(await send(FORUM)).toBe('ok');
  });

  it('let 30 a second out over all chats', async () => {
    await start();
    const strangers = Array.from({ length: 7 }, (_, index) => 7_000_000 + index);
    for (const id of strangers) {
      running.emulator.seat.addUser({ id, first_name: 'S' });
      running.emulator.seat.sendMessage({ user: id, chat: id, text: '/start' });
    }
    const answers: unknown[] = [];
    for (const id of strangers) answers.push(...(await several(5, () => send(id))));
    expect(answers.slice(0, 30)).toEqual(fine(30));
    expect(answers.slice(30)).toEqual([1, 1, 1, 1, 1]);
    now = 1000;
    expect(await send(strangers[6]!)).toBe('ok');
  });

  it('take a call before the named time for a violation, and refuse it again', async () => {
    await start({ perChatBurst: 100, perGroupPerMinute: 1 });
    await send(FORUM);
    now = 100;
    expect(await send(FORUM)).toBe(60);
    now = 58_000;
    expect(await send(FORUM)).toBe(3);
    // The window is free by now, but 60 whole seconds were named.
    now = 60_050;
    expect(await send(FORUM)).toBe(1);
    now = 60_100;
    expect(await send(FORUM)).toBe('ok');
    expect(running.emulator.control.statistics()).toMatchObject({
      throttled: { [FORUM]: 3 },
      violations: 2,
      sending: 5,
    });
  });

  it('pass faster on a scaled clock, where retry_after still is in real whole seconds', async () => {
    await start({ scale: 10, perChatBurst: 100 });
    expect(await several(21, () => send(FORUM))).toEqual([...fine(20), 6]);
    now = 6000;
    expect(await send(FORUM)).toBe('ok');
  });

  it('do not count what sends nothing', async () => {
    await start({ perChatBurst: 2 });
    const { message_id } = await running.api.sendMessage(FORUM, 'x');
    await several(10, () => running.api.sendChatAction(FORUM, 'typing'));
    await running.api.createForumTopic(FORUM, 'x');
    await running.api.deleteMessage(FORUM, message_id);
    await running.api.getChat(FORUM);
    expect(await send(FORUM)).toBe('ok');
    expect(await send(FORUM)).toBe(1);
  });

  it('are off unless they are asked for', async () => {
    running = await run();
    expect(await several(40, () => send(FORUM))).toEqual(fine(40));
    running.emulator.control.limits({ enabled: true, perChatBurst: 1 });
    expect(await several(2, () => send(FORUM))).toEqual(['ok', 1]);
  });
});
