import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  call,
  FORUM,
  GIORGI,
  GROUP,
  NINO,
  OUTSIDER,
  picture,
  refusal,
  run,
  type Running,
} from '../emulator-for-tests.js';

describe('people at the seat', () => {
  let running: Running;
  beforeEach(async () => {
    running = await run();
  });
  afterEach(() => running.emulator.close());

  async function seat(path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(
      `${running.emulator.url}/seat/${path}`,
      body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          },
    );
    return { status: response.status, body: await response.json() };
  }

  it('see the world, their chats and the messages in them', async () => {
    expect((await seat('world')).body).toMatchObject({
      bot: { username: 'jarvis_test_bot' },
      users: [{ id: NINO, title: 'employee, Tbilisi' }, {}, {}],
    });
    expect(JSON.stringify((await seat('world')).body)).not.toContain('TEST-token');
    await seat('messages', { user: NINO, chat: NINO, text: '/plan@jarvis_test_bot today' });
    const { body: messages } = await seat(`messages?user=${NINO}&chat=${NINO}`);
    expect(messages).toMatchObject([
      {
        text: '/plan@jarvis_test_bot today',
        entities: [{ type: 'bot_command', offset: 0, length: 21 }],
        outgoing: false,
      },
    ]);
    expect((await seat(`chats?user=${NINO}`)).body).toMatchObject([
      { id: NINO, type: 'private', title: 'Jarvis', started: true, last: { message_id: 1 } },
      { id: FORUM, type: 'supergroup', topics: [{ id: null, name: 'General' }] },
      { id: GROUP, type: 'group', topics: [] },
    ]);
    expect((await seat(`chats?user=${OUTSIDER}`)).body).toMatchObject([{ id: OUTSIDER, started: false }]);
  });

  it('press a button and see what the bot answers', async () => {
    const { api } = running;
    const card = await api.sendMessage(FORUM, 'Задача', {
      reply_markup: { inline_keyboard: [[{ text: 'Готово', callback_data: 't:done:01J9Z3' }]] },
    });
    const press = { user: NINO, chat: FORUM, message_id: card.message_id, data: 't:done:01J9Z3' };
    const pressed = seat('press', press);
    const [update] = await api.getUpdates({ timeout: 10 });
    const query = update?.callback_query;
    expect(query).toMatchObject({
      from: { id: NINO },
      data: 't:done:01J9Z3',
      message: { message_id: card.message_id, text: 'Задача' },
    });
    await api.answerCallbackQuery(query?.id ?? '', { text: 'Принято', show_alert: true });
    expect((await pressed).body).toEqual({ answered: true, text: 'Принято', show_alert: true });
    expect(await refusal(running, 'answerCallbackQuery', { callback_query_id: query?.id })).toBe('ok');
  });

  it('cannot press what is not on a message, unless they forge it', async () => {
    const { api, emulator } = running;
    const message = await api.sendMessage(FORUM, 'no buttons');
    const press = { user: NINO, chat: FORUM, message_id: message.message_id, data: 'approve' };
    expect(await seat('press', press)).toMatchObject({ status: 400, body: { error: 'button.unknown' } });
    await api.deleteMessage(FORUM, message.message_id);
    const forged = emulator.seat.press({ ...press, forged: true });
    const [update] = await api.getUpdates({ offset: -1 });
    expect(update?.callback_query?.message).toEqual({
      chat: { id: FORUM, title: 'Branch_Tbilisi', type: 'supergroup', is_forum: true },
      message_id: message.message_id,
      date: 0,
    });
    await api.answerCallbackQuery(update?.callback_query?.id ?? '');
    expect(await forged).toEqual({ answered: true });
  });

  it('wait in vain for an answer that comes too late', async () => {
    await running.emulator.close();
    let now = new Date('2025-11-25T10:00:00Z');
    running = await run({ now: () => now, callbackLifetimeMs: 15_000 });
    const { message_id } = await running.api.sendMessage(FORUM, 'x');
    void running.emulator.seat.press({ user: NINO, chat: FORUM, message_id, data: 'x', forged: true });
    const [update] = await running.api.getUpdates({ offset: -1 });
    now = new Date('2025-11-25T10:00:16Z');
    const id = { callback_query_id: update?.callback_query?.id };
    expect(await refusal(running, 'answerCallbackQuery', id)).toBe(
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
  });

  it('send an album as separate updates, the caption on the first', async () => {
    const form = new FormData();
    form.set('user', String(NINO));
    form.set('chat', String(FORUM));
    form.set('caption', 'перед');
    for (const color of ['#111111', '#222222', '#333333']) {
      form.append('photo', new Blob([await picture(300, 200, color)], { type: 'image/png' }), 'p.png');
    }
    const response = await fetch(`${running.emulator.url}/seat/photos`, { method: 'POST', body: form });
    expect(response.status).toBe(200);
    const updates = await running.api.getUpdates();
    expect(updates.map(({ message }) => [message?.message_id, message?.caption])).toEqual([
      [2, 'перед'],
      [3, undefined],
      [4, undefined],
    ]);
    expect(new Set(updates.map(({ message }) => message?.media_group_id)).size).toBe(1);
    expect(updates[0]?.message?.photo?.map((size) => size.width)).toEqual([90, 300]);
  });

  it('reply in General with a thread id that is no topic and cannot be sent back', async () => {
    const { api, emulator } = running;
    const first = emulator.seat.sendMessage({ user: NINO, chat: FORUM, text: 'x' });
    emulator.seat.sendMessage({ user: GIORGI, chat: FORUM, text: 'ответ', reply_to: first.message_id });
    const message = (await api.getUpdates()).at(-1)?.message;
    expect(message).toMatchObject({
      message_thread_id: first.message_id,
      reply_to_message: { message_id: first.message_id, text: 'x' },
    });
    expect(message).not.toHaveProperty('is_topic_message');
    const echoed = { chat_id: FORUM, text: 'x', message_thread_id: message?.message_thread_id };
    expect(await refusal(running, 'sendMessage', echoed)).toBe('Bad Request: message thread not found');
  });

  it('write in a topic, where what replies to nothing replies to the topic itself', async () => {
    const { api, emulator } = running;
    const { message_thread_id: thread } = await api.createForumTopic(FORUM, 'car');
    emulator.seat.sendMessage({ user: NINO, chat: FORUM, thread, text: 'готово' });
    expect((await api.getUpdates()).at(-1)?.message).toMatchObject({
      message_thread_id: thread,
      is_topic_message: true,
      reply_to_message: { message_id: thread, forum_topic_created: { name: 'car' } },
    });
    emulator.seat.closeTopic({ user: NINO, chat: FORUM, thread });
    expect(await seat('messages', { user: NINO, chat: FORUM, thread, text: 'x' })).toMatchObject({
      status: 400,
      body: { error: 'topic.closed' },
    });
  });

  it('edit what they wrote', async () => {
    const sent = running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'one' });
    await seat('edit', { user: NINO, chat: NINO, message_id: sent.message_id, text: '/two' });
    expect((await running.api.getUpdates({ offset: -1 }))[0]?.edited_message).toMatchObject({
      text: '/two',
      edit_date: expect.any(Number) as number,
      entities: [{ type: 'bot_command' }],
    });
    const foreign = { user: GIORGI, chat: FORUM, message_id: 1, text: 'x' };
    expect((await seat('edit', foreign)).status).toBe(400);
  });

  it('share a place and a phone number', async () => {
    await seat('location', { user: NINO, chat: NINO, latitude: 41.7, longitude: 44.8 });
    await seat('contact', { user: NINO, chat: NINO, phone_number: '+995555000000' });
    expect(await running.api.getUpdates()).toMatchObject([
      { message: { location: { latitude: 41.7, longitude: 44.8 } } },
      { message: { contact: { phone_number: '+995555000000', first_name: 'Nino', user_id: NINO } } },
    ]);
  });

  it('turn a group into a supergroup: two updates, and a refusal that names the new id', async () => {
    const { id } = running.emulator.seat.migrate({ chat: GROUP });
    expect(await running.api.getUpdates()).toMatchObject([
      { message: { chat: { id: GROUP, type: 'group' }, migrate_to_chat_id: id } },
      { message: { chat: { id, type: 'supergroup' }, migrate_from_chat_id: GROUP, message_id: 1 } },
    ]);
    expect((await call(running, 'sendMessage', { chat_id: GROUP, text: 'x' })).body).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: id },
    });
    expect(await refusal(running, 'sendMessage', { chat_id: id, text: 'x' })).toBe('ok');
  });

  it('throw the bot out of a group', async () => {
    running.emulator.seat.rights({ chat: FORUM, status: 'kicked', user: GIORGI });
    expect(await refusal(running, 'sendMessage', { chat_id: FORUM, text: 'x' })).toBe(
      'Forbidden: bot was kicked from the supergroup chat',
    );
    const [update] = await running.api.getUpdates();
    expect(update?.my_chat_member).toMatchObject({
      from: { id: GIORGI },
      new_chat_member: { status: 'kicked' },
    });
  });

  it('see the commands of the narrowest scope in their language', async () => {
    const { api } = running;
    running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
    const list = (command: string): { command: string; description: string }[] => [
      { command, description: 'x' },
    ];
    await api.setMyCommands(list('everybody'));
    await api.setMyCommands(list('russian'), { language_code: 'ru' });
    await api.setMyCommands(list('boss'), { scope: { type: 'chat', chat_id: NINO } });
    expect((await seat(`commands?user=${NINO}`)).body).toEqual(list('boss'));
    expect((await seat(`commands?user=${GIORGI}`)).body).toEqual(list('russian'));
    expect((await seat(`commands?user=${OUTSIDER}`)).body).toEqual(list('everybody'));
    await api.deleteMyCommands({ scope: { type: 'chat', chat_id: NINO } });
    expect((await seat(`commands?user=${NINO}`)).body).toEqual(list('everybody'));
    expect(await refusal(running, 'setMyCommands', { commands: list('Плохо') })).toBe(
      'Bad Request: BOT_COMMAND_INVALID',
    );
  });

  it('follow a stream of what happens', async () => {
    const hangUp = new AbortController();
    const response = await fetch(`${running.emulator.url}/seat/stream?user=${NINO}`, {
      signal: hangUp.signal,
    });
    const sent = await running.api.sendMessage(FORUM, 'card');
    running.emulator.seat.sendMessage({ user: GIORGI, chat: GIORGI, text: 'private to another' });
    await running.api.editMessageText(FORUM, sent.message_id, 'card, changed');
    await running.api.deleteMessage(FORUM, sent.message_id);
    const events: string[] = [];
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      events.push(...(decoder.decode(chunk as Uint8Array).match(/(?<=^event: ).*/gm) ?? []));
      if (events.length >= 3) break;
    }
    hangUp.abort();
    expect(events).toEqual(['message', 'edited', 'deleted']);
  });

  it('are told of faults in their requests', async () => {
    expect(await seat('messages', { user: NINO, chat: NINO })).toMatchObject({
      status: 400,
      body: { error: 'request.invalid' },
    });
    expect(await seat('messages', { user: OUTSIDER, chat: FORUM, text: 'x' })).toMatchObject({
      status: 400,
      body: { error: 'chat.not_a_member' },
    });
    expect(await seat('chats?user=1')).toMatchObject({ status: 400, body: { error: 'user.unknown' } });
  });
});
