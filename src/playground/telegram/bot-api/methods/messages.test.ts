import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  FORUM,
  GIORGI,
  GROUP,
  NINO,
  OUTSIDER,
  refusal,
  run,
  type Running,
} from '../../emulator-for-tests.js';

describe('messages of the bot', () => {
  let running: Running;
  beforeAll(async () => {
    running = await run();
    running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
  });
  afterAll(() => running.emulator.close());

  it('are sent with entities, a keyboard and ids counted per chat', async () => {
    const keyboard = { inline_keyboard: [[{ text: 'Да', callback_data: 'y' }]] };
    const sent = await running.api.sendMessage(NINO, '<b>Привет</b>, /help', {
      parse_mode: 'HTML',
      reply_markup: keyboard,
    });
    expect(sent).toMatchObject({
      message_id: 2,
      from: { id: 7_000_000_001, is_bot: true, username: 'jarvis_test_bot' },
      chat: { id: NINO, type: 'private', first_name: 'Nino' },
      text: 'Привет, /help',
      entities: [
        { type: 'bold', offset: 0, length: 6 },
        { type: 'bot_command', offset: 8, length: 5 },
      ],
      reply_markup: keyboard,
    });
    expect((await running.api.sendMessage(FORUM, 'in General')).message_id).toBe(2);
  });

  it('are taken from JSON, a urlencoded form, a query and a method name in any case', async () => {
    const base = `${running.emulator.url}/bot${running.emulator.token}`;
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] });
    const form = await fetch(`${base}/SENDMESSAGE`, {
      method: 'POST',
      body: new URLSearchParams({ chat_id: String(NINO), text: 'form', reply_markup: markup }),
    });
    const query = await fetch(`${base}/sendMessage?chat_id=${NINO}&text=query&unknown=1`);
    expect(await form.json()).toMatchObject({ ok: true, result: { text: 'form', reply_markup: {} } });
    expect(await query.json()).toMatchObject({ ok: true, result: { text: 'query' } });
  });

  it.each([
    [{ chat_id: NINO, text: '' }, 'Bad Request: message text is empty'],
    [{ chat_id: NINO }, 'Bad Request: message text is empty'],
    [{ text: 'x' }, 'Bad Request: chat_id is empty'],
    [{ chat_id: NINO, text: ' \n ' }, 'Bad Request: text must be non-empty'],
    [{ chat_id: NINO, text: 'x'.repeat(4097) }, 'Bad Request: message is too long'],
    [{ chat_id: NINO, text: `<b>${'x'.repeat(4096)}</b>`, parse_mode: 'HTML' }, 'ok'],
    [
      { chat_id: NINO, text: 'a < b', parse_mode: 'HTML' },
      'Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 2',
    ],
    [{ chat_id: 42, text: 'x' }, 'Bad Request: chat not found'],
    [{ chat_id: '@nobody', text: 'x' }, 'Bad Request: chat not found'],
    [{ chat_id: OUTSIDER, text: 'x' }, "Forbidden: bot can't initiate conversation with a user"],
    [
      { chat_id: NINO, text: 'x', reply_parameters: { message_id: 999 } },
      'Bad Request: message to be replied not found',
    ],
    [
      { chat_id: NINO, text: 'x', reply_parameters: { message_id: 999, allow_sending_without_reply: true } },
      'ok',
    ],
    [
      {
        chat_id: NINO,
        text: 'x',
        reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'я'.repeat(33) }]] },
      },
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      { chat_id: NINO, text: 'x', reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: '' }]] } },
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
  ])('are refused as Telegram refuses them: %j', async (parameters, description) => {
    expect(await refusal(running, 'sendMessage', parameters)).toBe(description);
  });

  it('are refused to a person who blocked the bot, and the bot hears of the blocking', async () => {
    const { seat } = running.emulator;
    seat.sendMessage({ user: GIORGI, chat: GIORGI, text: '/start' });
    seat.block({ user: GIORGI, blocked: true });
    expect(await call(running, 'sendMessage', { chat_id: GIORGI, text: 'x' })).toEqual({
      status: 403,
      body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
    });
    const updates = await running.api.getUpdates({ offset: -1 });
    expect(updates[0]?.my_chat_member).toMatchObject({
      chat: { id: GIORGI, type: 'private' },
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked', until_date: 0 },
    });
  });

  it('are edited, and an identical edit is "not modified"', async () => {
    const sent = await running.api.sendMessage(NINO, 'one', {
      reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] },
    });
    const edited = await running.api.editMessageText(NINO, sent.message_id, 'two');
    expect(edited).toMatchObject({ text: 'two', edit_date: expect.any(Number) as number });
    expect(edited).not.toHaveProperty('reply_markup');
    const again = { chat_id: NINO, message_id: sent.message_id, text: '<i></i>two ', parse_mode: 'HTML' };
    expect(await refusal(running, 'editMessageText', again)).toBe(
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same ' +
        'as a current content and reply markup of the message',
    );
    expect(await refusal(running, 'editMessageReplyMarkup', { ...again, reply_markup: {} })).toMatch(
      /message is not modified/,
    );
  });

  it('cannot be edited when they are not there, not its own, or of another kind', async () => {
    const own = running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'mine' });
    const edit = { chat_id: NINO, text: 'x', caption: 'x' };
    expect(await refusal(running, 'editMessageText', { ...edit, message_id: 9999 })).toBe(
      'Bad Request: message to edit not found',
    );
    expect(await refusal(running, 'editMessageText', { ...edit, message_id: own.message_id })).toBe(
      "Bad Request: message can't be edited",
    );
    const { message_id } = await running.api.sendMessage(NINO, 'text');
    expect(await refusal(running, 'editMessageCaption', { ...edit, message_id })).toBe(
      'Bad Request: there is no caption in the message to edit',
    );
  });

  it('are "not modified" only when text, markup and keyboard are all the same', async () => {
    const keyboard = (data: string): object => ({ inline_keyboard: [[{ text: 'x', callback_data: data }]] });
    const { message_id } = await running.api.sendMessage(NINO, '<b>one</b>', {
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'a' }]] },
    });
    const same = {
      chat_id: NINO,
      message_id,
      text: '<b>one</b>',
      parse_mode: 'HTML',
      reply_markup: keyboard('a'),
    };
    const changes = [
      { ...same, text: 'one' },
      { ...same, text: 'one', reply_markup: keyboard('b') },
      { ...same, text: 'one', reply_markup: undefined },
    ];
    expect(await refusal(running, 'editMessageText', same)).toMatch(/^Bad Request: message is not modified/);
    for (const changed of changes) {
      expect(await refusal(running, 'editMessageText', changed)).toBe('ok');
      expect(await refusal(running, 'editMessageText', changed)).toBe(
        'Bad Request: message is not modified: specified new message content and reply markup are exactly the ' +
          'same as a current content and reply markup of the message',
      );
    }
  });

  it('cannot be edited when they are service messages, deleted, or went with their topic', async () => {
    const { message_thread_id: thread } = await running.api.createForumTopic(FORUM, 'cash');
    const inTopic = await running.api.sendMessage(FORUM, 'x', { message_thread_id: thread });
    const deleted = await running.api.sendMessage(FORUM, 'x');
    await running.api.deleteMessage(FORUM, deleted.message_id);
    const edits = ['editMessageText', 'editMessageCaption', 'editMessageReplyMarkup'];
    const edit = { chat_id: FORUM, text: 'y', caption: 'y' };
    const refusals = (message_id: number): Promise<unknown[]> =>
      Promise.all(edits.map((method) => refusal(running, method, { ...edit, message_id })));
    expect(await refusals(thread)).toEqual(edits.map(() => "Bad Request: message can't be edited"));
    expect(await refusals(deleted.message_id)).toEqual(
      edits.map(() => 'Bad Request: message to edit not found'),
    );
    running.emulator.control.deleteTopic({ chatId: FORUM, threadId: thread });
    expect(await refusals(inTopic.message_id)).toEqual(
      edits.map(() => 'Bad Request: message to edit not found'),
    );
    expect(await refusal(running, 'editMessageText', { text: 'y', message_id: 1 })).toBe(
      'Bad Request: chat_id is empty',
    );
    expect(await refusal(running, 'editMessageText', { text: 'y' })).toBe(
      'Bad Request: message identifier is not specified',
    );
  });

  it("have ids that go up by one in a supergroup, people's and service messages and all topics included", async () => {
    const { api, emulator } = running;
    const last = (await api.sendMessage(FORUM, 'before')).message_id;
    const { message_thread_id: thread } = await api.createForumTopic(FORUM, 'trips');
    const theirs = emulator.seat.sendMessage({ user: NINO, chat: FORUM, thread, text: 'theirs' });
    const own = await api.sendMessage(FORUM, 'own', { message_thread_id: thread });
    await refusal(running, 'sendMessage', { chat_id: FORUM, text: '', message_thread_id: thread });
    await api.editMessageText(FORUM, own.message_id, 'edited');
    await api.pinChatMessage(FORUM, own.message_id);
    const after = await api.sendMessage(FORUM, 'after');
    expect([thread, theirs.message_id, own.message_id, after.message_id].map((id) => id - last)).toEqual([
      1, 2, 3, 5,
    ]);
  });

  it('are deleted once, and messages of others in a group only with the right to', async () => {
    const { message_id } = await running.api.sendMessage(NINO, 'gone soon');
    await running.api.deleteMessage(NINO, message_id);
    expect(await refusal(running, 'deleteMessage', { chat_id: NINO, message_id })).toBe(
      'Bad Request: message to delete not found',
    );
    const other = running.emulator.seat.sendMessage({ user: NINO, chat: GROUP, text: 'theirs' });
    expect(await refusal(running, 'deleteMessage', { chat_id: GROUP, message_id: other.message_id })).toBe(
      "Bad Request: message can't be deleted",
    );
  });

  it('are forwarded, copied and pinned', async () => {
    const { message_id } = await running.api.sendMessage(NINO, 'original');
    expect(await running.api.forwardMessage(FORUM, NINO, message_id)).toMatchObject({
      text: 'original',
      forward_origin: { type: 'user', sender_user: { is_bot: true } },
    });
    const copy = await running.api.copyMessage(FORUM, NINO, message_id);
    await running.api.pinChatMessage(FORUM, copy.message_id);
    expect(await running.api.getChat(FORUM)).toMatchObject({
      is_forum: true,
      pinned_message: { message_id: copy.message_id, text: 'original' },
    });
    expect(await refusal(running, 'pinChatMessage', { chat_id: GROUP, message_id: 1 })).toBe(
      'Bad Request: not enough rights to manage pinned messages in the chat',
    );
  });

  it('get reactions that Telegram knows, and no others', async () => {
    const { message_id } = running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'done' });
    await running.api.setMessageReaction(NINO, message_id, [{ type: 'emoji', emoji: '👍' }]);
    const [last] = running.emulator.seat.messages({ user: NINO, chat: NINO, limit: 1 });
    expect(last).toMatchObject({ text: 'done', reaction: '👍' });
    const reaction = [{ type: 'emoji', emoji: '✅' }];
    expect(await refusal(running, 'setMessageReaction', { chat_id: NINO, message_id, reaction })).toBe(
      'Bad Request: REACTION_INVALID',
    );
  });

  it('need the right token and a known method', async () => {
    const wrong = await fetch(`${running.emulator.url}/bot1:wrong/getMe`);
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
    expect(await call(running, 'sendPigeon')).toEqual({
      status: 404,
      body: { ok: false, error_code: 404, description: 'Not Found: method not found' },
    });
  });
});
