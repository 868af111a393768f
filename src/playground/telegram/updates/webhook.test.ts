import fastify, { type FastifyInstance } from 'fastify';
import { Bot, webhookCallback } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soon } from '../../../../test/support/eventually.js';
import { GIORGI, NINO, run, type Running } from '../emulator-for-tests.js';

describe('the webhook', () => {
  let running: Running;
  let app: FastifyInstance;
  beforeEach(async () => {
    running = await run();
    app = fastify({ forceCloseConnections: true });
  });
  afterEach(async () => {
    await running.emulator.close();
    await app.close();
  });

  /** A webhook that notes texts in the order of arrival and answers what `answer` says. */
  async function receive(answer: (text: string, attempt: number) => number | object): Promise<string[]> {
    const texts: string[] = [];
    app.post('/hook', async (request, reply) => {
      const text = (request.body as Update).message?.text ?? '';
      texts.push(text);
      const answered = answer(text, texts.filter((seen) => seen === text).length);
      return typeof answered === 'number' ? reply.status(answered).send() : reply.send(answered);
    });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    await running.api.setWebhook(`${url}/hook`, { secret_token: 'TEST_secret-1' });
    return texts;
  }

  it('feeds a grammY bot and carries the secret', async () => {
    const { emulator } = running;
    const bot = new Bot(emulator.token, { client: { apiRoot: emulator.url } });
    bot.on('message:text', (ctx) => ctx.reply(`heard ${ctx.message.text}`));
    app.post('/bot', webhookCallback(bot, 'fastify', { secretToken: 'TEST_secret-1' }));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    await running.api.setWebhook(`${url}/bot`, { secret_token: 'TEST_secret-1', max_connections: 5 });
    emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'hi' });
    const reply = await emulator.seat.waitFor({ message: (message) => message.outgoing, chat: NINO });
    expect(reply.text).toBe('heard hi');
    await soon(async () => {
      expect(await running.api.getWebhookInfo()).toMatchObject({
        pending_update_count: 0,
        max_connections: 5,
      });
    });
  });

  it('gets an update again, in order within a chat, while other chats go on', async () => {
    const { seat } = running.emulator;
    const texts = await receive((text, attempt) => (text === 'first' && attempt === 1 ? 500 : 200));
    seat.sendMessage({ user: NINO, chat: NINO, text: 'first' });
    seat.sendMessage({ user: NINO, chat: NINO, text: 'second' });
    seat.sendMessage({ user: GIORGI, chat: GIORGI, text: 'other chat' });
    await soon(() => expect(texts).toHaveLength(4));
    expect(texts.filter((text) => text !== 'other chat')).toEqual(['first', 'first', 'second']);
    expect(texts).toContain('other chat');
    expect(await running.api.getWebhookInfo()).toMatchObject({
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    });
  });

  it('gets updates twice when that is asked for, and only so many', async () => {
    const { seat, control } = running.emulator;
    const texts = await receive((text, attempt) => (text === 'first' && attempt === 2 ? 500 : 200));
    control.disturbUpdates({ twice: 2 });
    for (const text of ['first', 'second', 'third']) seat.sendMessage({ user: NINO, chat: NINO, text });
    await soon(() => expect(texts).toHaveLength(6));
    expect(texts).toEqual(['first', 'first', 'first', 'second', 'second', 'third']);
    await soon(async () => {
      expect(await running.api.getWebhookInfo()).toMatchObject({ pending_update_count: 0 });
    });
    expect(control.statistics().updates).toEqual({ repeated: 2, swapped: 0 });
  });

  it('gets two updates of a chat in the wrong order when that is asked for', async () => {
    const { seat, control } = running.emulator;
    const texts = await receive(() => 200);
    control.disturbUpdates({ swap: 1 });
    seat.sendMessage({ user: NINO, chat: NINO, text: 'first' });
    seat.sendMessage({ user: NINO, chat: NINO, text: 'second' });
    seat.sendMessage({ user: NINO, chat: NINO, text: 'third' });
    await soon(() => expect(texts).toEqual(['second', 'first', 'third']));
    expect(control.statistics().updates).toEqual({ repeated: 0, swapped: 1 });
  });

  it('gets an update alone that was to change places with one that never comes', async () => {
    const { seat, control } = running.emulator;
    const texts = await receive(() => 200);
    control.disturbUpdates({ swap: 1 });
    seat.sendMessage({ user: NINO, chat: NINO, text: 'lonely' });
    await soon(() => expect(texts).toEqual(['lonely']));
    expect(control.statistics().updates.swapped).toBe(0);
  });

  it('may answer with a method', async () => {
    const { seat } = running.emulator;
    await receive(() => ({ method: 'sendMessage', chat_id: NINO, text: 'from the answer' }));
    seat.sendMessage({ user: NINO, chat: NINO, text: 'x' });
    const call = await seat.waitFor({ call: ({ method }) => method === 'sendMessage' });
    expect(call).toMatchObject({ ok: true, params: { text: 'from the answer' } });
  });

  it('gets what came before it was set', async () => {
    running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: 'early' });
    const texts = await receive(() => 200);
    await soon(() => expect(texts).toEqual(['early']));
  });

  it('needs an address and a decent secret', async () => {
    await expect(running.api.setWebhook('not a url')).rejects.toThrow('invalid webhook URL specified');
    await expect(running.api.setWebhook('https://x.test/', { secret_token: 'a b' })).rejects.toThrow(
      'secret token contains unallowed characters',
    );
  });
});
