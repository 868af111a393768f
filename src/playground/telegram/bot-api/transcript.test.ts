import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { InputFile, InputMediaBuilder } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soon } from '../../../../test/support/eventually.js';
import { call, FORUM, NINO, picture, run, type Running } from '../emulator-for-tests.js';

/** Sends a message and then neither reads nor does anything else. */
const DEAF_CALLER = `
  const [host, port, path] = process.argv.slice(1);
  const socket = require('node:net').connect(Number(port), host, () => {
    socket.write('GET ' + path + ' HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n', () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });
  });
`;

describe('the transcript', () => {
  let running: Running;
  beforeEach(async () => {
    running = await run();
  });
  afterEach(() => running.emulator.close());

  it('has every message and change that was carried out, and where', async () => {
    const { api, emulator } = running;
    const begun = performance.timeOrigin + performance.now();
    const { message_thread_id: thread } = await api.createForumTopic(FORUM, 'cash');
    const sent = await api.sendMessage(FORUM, '<b>one</b>', {
      message_thread_id: thread,
      parse_mode: 'HTML',
    });
    await api.editMessageText(FORUM, sent.message_id, 'two');
    const photo = InputMediaBuilder.photo(new InputFile(await picture(10, 10), 'p.png'), { caption: 'p' });
    const album = await api.sendMediaGroup(FORUM, [photo, photo]);
    const copy = await api.copyMessage(FORUM, FORUM, sent.message_id);
    await call(running, 'sendMessage', { chat_id: FORUM, text: '' });
    await api.deleteMessage(FORUM, copy.message_id);
    emulator.seat.sendMessage({ user: NINO, chat: FORUM, text: 'of a person' });

    const transcript = emulator.control.transcript();
    expect(
      transcript.map(({ method, threadId, messageId, text }) => [method, threadId, messageId, text]),
    ).toEqual([
      ['sendMessage', thread, sent.message_id, 'one'],
      ['editMessageText', thread, sent.message_id, 'two'],
      ['sendMediaGroup', null, album[0]?.message_id, 'p'],
      ['sendMediaGroup', null, album[1]?.message_id, 'p'],
      ['copyMessage', null, copy.message_id, 'two'],
    ]);
    expect(transcript.every(({ chatId, dropped }) => chatId === FORUM && !dropped)).toBe(true);
    const times = transcript.map(({ at }) => at);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(times[0]).toBeGreaterThan(begun);
    const [, edit] = transcript;
    expect(emulator.control.transcript(edit?.seq)).toEqual(transcript.slice(2));
    expect(emulator.control.statistics()).toMatchObject({ calls: 7, sending: 5, dropped: 0 });
  });

  it('is empty again when it was forgotten, and goes on', async () => {
    const { api, emulator } = running;
    await api.sendMessage(FORUM, 'one');
    emulator.control.forget();
    expect(emulator.control.statistics()).toMatchObject({ calls: 0, sending: 0, dropped: 0 });
    await api.sendMessage(FORUM, 'two');
    expect(emulator.control.transcript()).toMatchObject([{ text: 'two' }]);
  });

  it('knows what a process never read that was killed', async () => {
    const { url, token, control } = running.emulator;
    await running.api.sendMessage(FORUM, 'read');
    const { hostname, port } = new URL(url);
    const path = `/bot${token}/sendMessage?chat_id=${FORUM}&text=unread`;
    const child = spawn(process.execPath, ['-e', DEAF_CALLER, hostname, port, path], { stdio: 'ignore' });
    await soon(() => expect(control.transcript()).toHaveLength(2));
    // By the next answer the one before has been written.
    await running.api.getMe();
    expect(control.statistics().dropped).toBe(0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await soon(() => expect(control.statistics().dropped).toBe(1));
    expect(control.transcript()).toMatchObject([
      { text: 'read', dropped: false },
      { text: 'unread', dropped: true },
    ]);
  });
});
