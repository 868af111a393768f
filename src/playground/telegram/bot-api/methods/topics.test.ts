import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORUM, GROUP, NINO, refusal, run, type Running } from '../../emulator-for-tests.js';

describe('forum topics', () => {
  let running: Running;
  beforeEach(async () => {
    running = await run();
  });
  afterEach(() => running.emulator.close());

  it('have the id of the message that announces them, and the bot hears of it', async () => {
    const { api } = running;
    const topic = await api.createForumTopic(FORUM, 'AA123BB | Camry');
    expect(topic).toEqual({ message_thread_id: 2, name: 'AA123BB | Camry', icon_color: 7322096 });
    const sent = await api.sendMessage(FORUM, 'ready', { message_thread_id: topic.message_thread_id });
    expect(sent).toMatchObject({ message_id: 3, message_thread_id: 2, is_topic_message: true });
    const [update] = await api.getUpdates();
    expect(update?.message).toMatchObject({
      message_id: 2,
      message_thread_id: 2,
      is_topic_message: true,
      from: { is_bot: true },
      forum_topic_created: { name: 'AA123BB | Camry', icon_color: 7322096 },
    });
    expect(running.emulator.seat.chats(NINO)[1]?.topics).toMatchObject([
      { id: null, name: 'General' },
      { id: 2, name: 'AA123BB | Camry', closed: false },
    ]);
  });

  it('refuse messages while they are closed and take them when reopened', async () => {
    const { api } = running;
    const { message_thread_id } = await api.createForumTopic(FORUM, 'cash');
    const address = { chat_id: FORUM, message_thread_id };
    await api.closeForumTopic(FORUM, message_thread_id);
    expect(await refusal(running, 'sendMessage', { ...address, text: 'x' })).toBe(
      'Bad Request: TOPIC_CLOSED',
    );
    expect(await refusal(running, 'closeForumTopic', address)).toBe('Bad Request: TOPIC_NOT_MODIFIED');
    await api.reopenForumTopic(FORUM, message_thread_id);
    expect(await refusal(running, 'sendMessage', { ...address, text: 'x' })).toBe('ok');
    const kinds = (await api.getUpdates()).map(({ message }) => Object.keys(message ?? {}).at(-1));
    expect(kinds).toEqual(['forum_topic_created', 'forum_topic_closed', 'forum_topic_reopened']);
  });

  it('are gone with their messages once deleted, without any update', async () => {
    const { api, emulator } = running;
    const { message_thread_id: thread } = await api.createForumTopic(FORUM, 'trips');
    await api.sendMessage(FORUM, 'x', { message_thread_id: thread });
    await api.getUpdates({ offset: -1 });
    emulator.seat.deleteTopic({ user: NINO, chat: FORUM, thread });
    const address = { chat_id: FORUM, message_thread_id: thread };
    expect(await refusal(running, 'sendMessage', { ...address, text: 'x' })).toBe(
      'Bad Request: message thread not found',
    );
    expect(await refusal(running, 'editForumTopic', { ...address, name: 'y' })).toBe(
      'Bad Request: TOPIC_DELETED',
    );
    expect(await refusal(running, 'editForumTopic', { ...address, message_thread_id: 99, name: 'y' })).toBe(
      'Bad Request: TOPIC_ID_INVALID',
    );
    expect(emulator.seat.messages({ user: NINO, chat: FORUM, thread })).toEqual([]);
    expect(await api.getUpdates({ offset: -1 })).toHaveLength(1);
  });

  it('are renamed, not to the same name, not to nothing, and cut at 128 characters', async () => {
    const { api, emulator } = running;
    const { message_thread_id: thread } = await api.createForumTopic(FORUM, 'old');
    await api.editForumTopic(FORUM, thread, { name: 'я'.repeat(130) });
    expect(emulator.seat.chats(NINO)[1]?.topics[1]?.name).toBe('я'.repeat(128));
    const same = { chat_id: FORUM, message_thread_id: thread, name: 'я'.repeat(128) };
    expect(await refusal(running, 'editForumTopic', same)).toBe('Bad Request: TOPIC_NOT_MODIFIED');
    expect(await refusal(running, 'createForumTopic', { chat_id: FORUM, name: '  ' })).toBe(
      'Bad Request: name must be non-empty',
    );
  });

  it.each([[1], [77]])('do not exist: message_thread_id %i', async (message_thread_id) => {
    expect(await refusal(running, 'sendMessage', { chat_id: FORUM, text: 'x', message_thread_id })).toBe(
      'Bad Request: message thread not found',
    );
  });

  it('need a forum and the right to manage them, except those that the bot made itself', async () => {
    const { api, emulator } = running;
    expect(await refusal(running, 'createForumTopic', { chat_id: GROUP, name: 'x' })).toBe(
      'Bad Request: the chat is not a forum',
    );
    const { message_thread_id: own } = await api.createForumTopic(FORUM, 'own');
    const { thread: other } = emulator.seat.createTopic({ user: NINO, chat: FORUM, name: 'other' });
    emulator.seat.rights({ chat: FORUM, can_manage_topics: false });
    expect(await refusal(running, 'createForumTopic', { chat_id: FORUM, name: 'x' })).toBe(
      'Bad Request: not enough rights to create a topic',
    );
    expect(await refusal(running, 'closeForumTopic', { chat_id: FORUM, message_thread_id: other })).toBe(
      'Bad Request: not enough rights to close or open the topic',
    );
    expect(await refusal(running, 'closeForumTopic', { chat_id: FORUM, message_thread_id: own })).toBe('ok');
    const member = (await api.getUpdates()).find((update) => update.my_chat_member)?.my_chat_member;
    expect(member).toMatchObject({
      old_chat_member: { can_manage_topics: true },
      new_chat_member: { status: 'administrator', can_manage_topics: false },
    });
  });

  it('take a reply to one of their messages without being named', async () => {
    const { api, emulator } = running;
    const { message_thread_id: thread } = await api.createForumTopic(FORUM, 'chat');
    const asked = emulator.seat.sendMessage({ user: NINO, chat: FORUM, thread, text: 'where?' });
    const reply = await api.sendMessage(FORUM, 'here', {
      reply_parameters: { message_id: asked.message_id },
    });
    expect(reply).toMatchObject({
      message_thread_id: thread,
      is_topic_message: true,
      reply_to_message: { text: 'where?' },
    });
  });
});
