import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORUM, GROUP, NINO, refusal, run, type Running } from '../emulator-for-tests.js';

describe('the control of another process', () => {
  let running: Running;
  beforeEach(async () => {
    running = await run();
  });
  afterEach(() => running.emulator.close());

  async function control(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${running.emulator.url}/control/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  const message = { chat_id: FORUM, text: 'x' };

  it('plans faults, sees what is left of them, and takes them back', async () => {
    const rules = [
      { fault: 'status', code: 500, times: 2, method: 'sendMessage' },
      { fault: 'drop_before', chatId: FORUM, probability: 0.1, seed: 7 },
    ];
    expect(await control('POST', 'faults', { rules })).toEqual({ status: 200, body: { ids: [1, 2] } });
    expect(await refusal(running, 'sendMessage', message)).toBe('Internal Server Error');
    expect((await control('GET', 'faults')).body).toEqual([
      { ...rules[0], id: 1, struck: 1 },
      { ...rules[1], id: 2, struck: 0 },
    ]);
    await control('DELETE', 'faults/2');
    expect((await control('DELETE', 'faults/2')).body).toEqual({
      error: 'fault.unknown',
      message: 'there is no rule 2',
    });
    await control('DELETE', 'faults');
    expect((await control('GET', 'faults')).body).toEqual([]);
    expect((await control('GET', 'statistics')).body).toMatchObject({ faults: { status: 1 } });
  });

  it.each([
    [{ fault: 'status' }, /expected number.*\n.*rules\[0\]\.code/],
    [{ fault: 'status', code: 429 }, /429 needs parameters\.retry_after/],
    [{ fault: 'status', code: 418 }, /code 418 needs a description/],
    [{ fault: 'status', code: 200 }, />=400/],
    [{ fault: 'explode' }, /rules\[0\]\.fault/],
    [{ fault: 'hang', method: '(' }, /is no regular expression/],
    [{ fault: 'hang', probability: 2 }, /<=1/],
    [{ fault: 'hang', time: 1 }, /Unrecognized key: "time"/],
    [{ fault: 'hang', chatId: 'x' }, /rules\[0\]\.chatId/],
  ])('refuses the rule %j and says why', async (rule, reason) => {
    const { status, body } = await control('POST', 'faults', {
      rules: [rule, { fault: 'drop_before' }],
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: 'request.invalid',
      message: expect.stringMatching(reason) as string,
    });
    expect((await control('GET', 'faults')).body).toEqual([]);
    expect(() => running.emulator.control.addFaults([rule as never])).toThrow();
  });

  it('switches the limits on and off', async () => {
    await control('POST', 'limits', { enabled: true, perChatBurst: 1 });
    await refusal(running, 'sendMessage', message);
    expect(await refusal(running, 'sendMessage', message)).toBe('Too Many Requests: retry after 1');
    await control('POST', 'limits', { enabled: false });
    expect(await refusal(running, 'sendMessage', message)).toBe('ok');
    expect((await control('POST', 'limits', { enabled: true, scales: 2 })).body).toMatchObject({
      message: expect.stringContaining('"scales"') as string,
    });
  });

  it('deletes a topic as a person would', async () => {
    const { message_thread_id } = await running.api.createForumTopic(FORUM, 'cash');
    const address = { chatId: FORUM, threadId: message_thread_id };
    expect((await control('POST', 'topics/delete', address)).status).toBe(200);
    expect(await refusal(running, 'sendMessage', { ...message, message_thread_id })).toBe(
      'Bad Request: message thread not found',
    );
    expect((await control('POST', 'topics/delete', address)).body).toMatchObject({ error: 'topic.refused' });
    expect((await control('POST', 'topics/delete', { chatId: 5, threadId: 1 })).body).toMatchObject({
      error: 'chat.unknown',
    });
  });

  it('throws the bot out and lets it in again, in a group and in a private chat', async () => {
    running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
    await control('POST', 'bot/kick', { chatId: FORUM });
    await control('POST', 'bot/kick', { chatId: NINO });
    expect(await refusal(running, 'sendMessage', message)).toBe(
      'Forbidden: bot was kicked from the supergroup chat',
    );
    expect(await refusal(running, 'sendMessage', { ...message, chat_id: NINO })).toBe(
      'Forbidden: bot was blocked by the user',
    );
    await control('POST', 'bot/return', { chatId: FORUM });
    await control('POST', 'bot/return', { chatId: NINO });
    expect(await refusal(running, 'createForumTopic', { chat_id: FORUM, name: 'x' })).toBe('ok');
    expect(await refusal(running, 'sendMessage', { ...message, chat_id: NINO })).toBe('ok');
  });

  it('makes a group another chat', async () => {
    const { body } = await control('POST', 'migrate', { chatId: GROUP });
    const { chatId } = body as { chatId: number };
    await expect(running.api.sendMessage(GROUP, 'x')).rejects.toMatchObject({
      parameters: { migrate_to_chat_id: chatId },
    });
    await running.api.sendMessage(chatId, 'x');
    expect((await control('GET', 'transcript')).body).toMatchObject([{ chatId, text: 'x', dropped: false }]);
  });

  it('reads the transcript from a call on, and forgets it', async () => {
    await running.api.sendMessage(FORUM, 'one');
    await running.api.sendMessage(FORUM, 'two');
    expect((await control('GET', 'transcript?since=1')).body).toMatchObject([{ seq: 2, text: 'two' }]);
    await control('DELETE', 'statistics');
    expect((await control('GET', 'transcript')).body).toEqual([]);
    expect((await control('GET', 'statistics')).body).toEqual({
      calls: 0,
      sending: 0,
      throttled: {},
      violations: 0,
      dropped: 0,
      faults: { status: 0, hang: 0, drop_before: 0, drop_after: 0 },
      updates: { repeated: 0, swapped: 0 },
    });
  });

  it('plans what happens to the updates of a webhook', async () => {
    expect((await control('POST', 'updates', { twice: 1, swap: 1 })).status).toBe(200);
    expect((await control('POST', 'updates', { twice: -1 })).status).toBe(400);
  });

  it('is no part of the Bot API', async () => {
    const { url, token } = running.emulator;
    expect((await fetch(`${url}/bot${token}/control/faults`)).status).toBe(404);
    // A form is all that a page of somebody else could send here.
    const form = await fetch(`${url}/control/bot/kick`, {
      method: 'POST',
      body: new URLSearchParams({ chatId: String(FORUM) }),
    });
    expect(form.status).toBe(400);
  });
});
