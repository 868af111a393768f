import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, FORUM, NINO, picture, refusal, run, type Running } from './emulator-for-tests.js';

describe('chats that are kept in a folder', () => {
  let folder: string;
  let running: Running;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'telegram-'));
    running = await run({ folder });
  });
  afterEach(async () => {
    await running.emulator.close();
    rmSync(folder, { recursive: true });
  });

  async function restart(): Promise<void> {
    await running.emulator.close();
    running = await run({ folder });
  }

  it('are the same after a restart: messages, topics, pictures, commands, updates not yet taken', async () => {
    const { api, emulator } = running;
    const { message_thread_id: thread } = await api.createForumTopic(FORUM, 'cash');
    const photo = await api.sendPhoto(FORUM, new InputFile(await picture(100, 100), 'p.png'), {
      message_thread_id: thread,
    });
    await api.setMyCommands([{ command: 'plan', description: 'x' }]);
    emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'taken' });
    const taken = await api.getUpdates();
    await api.getUpdates({ offset: (taken.at(-1)?.update_id ?? 0) + 1 });
    emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'not taken' });
    const before = emulator.seat.messages({ user: NINO, chat: FORUM, thread });

    await restart();
    expect(running.emulator.seat.messages({ user: NINO, chat: FORUM, thread })).toEqual(before);
    expect(running.emulator.seat.commands(NINO)).toEqual([{ command: 'plan', description: 'x' }]);
    expect(await running.api.getUpdates()).toMatchObject([{ message: { text: 'not taken', message_id: 2 } }]);
    expect((await running.api.sendMessage(NINO, 'next')).message_id).toBe(3);
    expect((await running.api.sendPhoto(FORUM, photo.photo[0]?.file_id ?? '')).photo).toEqual(photo.photo);
    expect((await fetch(`${running.emulator.url}${before.at(-1)?.photo_url}`)).status).toBe(200);
  });

  it('survive a line that a crash cut short, and go on after it', async () => {
    running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'whole' });
    await running.emulator.close();
    appendFileSync(join(folder, 'journal.jsonl'), '[{"type":"message","chat":65000');
    running = await run({ folder });
    running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'after' });
    await restart();
    const texts = running.emulator.seat.messages({ user: NINO, chat: NINO }).map(({ text }) => text);
    expect(texts).toEqual(['whole', 'after']);
  });
});

describe('the server', () => {
  it('shows a page and has room for more routes', async () => {
    const page = mkdtempSync(join(tmpdir(), 'page-'));
    writeFileSync(join(page, 'index.html'), '<title>Telegram</title>');
    const { emulator } = await run({
      page,
      register: (app) => void app.get('/extra', () => ({ more: true })),
    });
    expect(await (await fetch(`${emulator.url}/`)).text()).toBe('<title>Telegram</title>');
    expect(await (await fetch(`${emulator.url}/extra`)).json()).toEqual({ more: true });
    expect((await fetch(`${emulator.url}/nothing`)).status).toBe(404);
    await emulator.close();
    rmSync(page, { recursive: true });
  });
});

describe('troubles made on purpose', () => {
  let running: Running;
  beforeEach(async () => {
    running = await run();
  });
  afterEach(() => running.emulator.close());

  const send = { chat_id: FORUM, text: 'x' };

  it('drop the connection before or after the call took effect', async () => {
    const { seat } = running.emulator;
    seat.addFault({ method: 'sendMessage', times: 1, drop: 'before' });
    await expect(call(running, 'sendMessage', send)).rejects.toThrow();
    expect(seat.messages({ user: NINO, chat: FORUM })).toHaveLength(0);
    seat.addFault({ method: 'sendMessage', times: 1, drop: 'after' });
    await expect(call(running, 'sendMessage', send)).rejects.toThrow();
    expect(seat.messages({ user: NINO, chat: FORUM })).toHaveLength(1);
    expect(await refusal(running, 'sendMessage', send)).toBe('ok');
    expect(seat.calls().map(({ ok }) => ok)).toEqual([false, true, true]);
  });

  it('answer with an error as often as was asked for, in the chat that was asked for', async () => {
    const url = `${running.emulator.url}/seat/faults`;
    const error = {
      error_code: 429,
      description: 'Too Many Requests: retry after 22',
      parameters: { retry_after: 22 },
    };
    const added = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method: '*', chat: FORUM, times: 1, error }),
    });
    expect(added.status).toBe(200);
    expect(await refusal(running, 'getMe', {})).toBe('ok');
    expect(await call(running, 'sendMessage', send)).toEqual({ status: 429, body: { ok: false, ...error } });
    expect(await refusal(running, 'sendMessage', send)).toBe('ok');
    running.emulator.seat.addFault({ times: 5, error });
    await fetch(url, { method: 'DELETE' });
    expect(await refusal(running, 'sendMessage', send)).toBe('ok');
  });

  it("keep to Telegram's limits when they are switched on", async () => {
    running.emulator.seat.limits({ enabled: true, perGroupPerMinute: 2, scale: 2 });
    const answers = [1, 2, 3].map(() => call(running, 'sendMessage', send));
    const bodies = (await Promise.all(answers)).map(({ body }) => body);
    expect(bodies.filter((body) => body['ok'] === true)).toHaveLength(2);
    expect(bodies.find((body) => body['ok'] === false)).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 30',
      parameters: { retry_after: 30 },
    });
    running.emulator.seat.limits({ enabled: false });
    expect(await refusal(running, 'sendMessage', send)).toBe('ok');
  });

  it('leave a log of calls, in which files are sizes', async () => {
    const content = await picture(10, 10);
    await running.api.sendPhoto(FORUM, new InputFile(content, 'p.png'));
    const [logged] = running.emulator.seat.calls();
    expect(logged).toMatchObject({
      seq: 1,
      method: 'sendPhoto',
      ok: true,
      params: { chat_id: String(FORUM) },
    });
    expect(Object.values(logged?.params ?? {})).toContainEqual({ file_name: 'p.png', size: content.length });
    expect(running.emulator.seat.calls(1)).toEqual([]);
  });
});
