import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { soon } from '../../../test/support/eventually.js';
import {
  startOutsideServer,
  type OutsideServer,
  type ServerReply,
} from '../../../test/support/outside-server.js';
import { temporaryFolder } from '../../../test/support/product.js';
import { createUmnicoClient } from '../../integrations/umnico/index.js';
import { readUmnicoWebhook } from '../../integrations/umnico/webhook.js';
import { rentprogRecords } from '../company/index.js';
import { startUmnico, type UmnicoServer } from './server.js';

const NOW = new Date('2025-11-03T13:30:00Z');
const HANS = 90101;

interface Umnico {
  umnico: UmnicoServer;
  product: OutsideServer;
  ask: (method: string, path: string, options?: { token?: string; body?: unknown }) => Promise<Response>;
}

async function startWith(options: {
  reply?: (count: number) => ServerReply;
  path?: string;
  pausesMs?: readonly number[];
}): Promise<Umnico> {
  const product = await startOutsideServer((_request, count) => options.reply?.(count) ?? {});
  const umnico = await startUmnico({
    now: () => NOW,
    webhookUrl: () => `${product.url}/webhooks/umnico?t=secret`,
    clients: rentprogRecords(NOW).clients,
    pausesMs: options.pausesMs ?? [1, 2, 4],
    path: options.path,
  });
  onTestFinished(() => umnico.close());
  const ask: Umnico['ask'] = (method, path, { token = umnico.token, body } = {}) =>
    fetch(umnico.url + path, {
      method,
      headers: {
        authorization: `bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  return { umnico, product, ask };
}

function webhooks({ seen }: OutsideServer, count: number): Promise<unknown[]> {
  return soon(() => {
    expect(seen).toHaveLength(count);
    return seen.map(({ body }) => body);
  });
}

describe('a client who writes', () => {
  it('is told of to the product as Umnico does', async () => {
    const { umnico, product } = await startWith({});
    const { id } = umnico.write({ leadId: HANS, text: 'Is the car ready?' }) ?? {};
    expect(await webhooks(product, 1)).toEqual([
      {
        type: 'message.incoming',
        ...{ accountId: 123456, leadId: HANS, isNewLead: true, isNewCustomer: false },
        message: {
          ...{ messageId: id, datetime: NOW.getTime(), incoming: true },
          message: { text: 'Is the car ready?', attachments: [] },
          sender: {
            ...{ id: 7101, login: '4915550000017', customerId: 5101, type: 'whatsapp2', name: 'Hans Müller' },
          },
          source: { id: 's101', realId: 255101, saId: 88, type: 'message' },
          sa: { id: 88, type: 'whatsapp2', login: '995555000100' },
        },
      },
    ]);
    expect(product.seen[0]).toMatchObject({ method: 'POST', path: '/webhooks/umnico?t=secret' });
  });

  it('is a new lead once, and the product can read all of it', async () => {
    const { umnico, product } = await startWith({});
    umnico.write({ leadId: HANS, text: 'Hello' });
    umnico.write({
      leadId: HANS,
      text: '',
      attachments: [{ type: 'photo', url: 'https://files.test/a.jpg' }],
    });
    const [first, second] = await webhooks(product, 2);
    expect([first, second]).toMatchObject([{ isNewLead: true }, { isNewLead: false }]);
    expect(readUmnicoWebhook(second, NOW)).toMatchObject({
      ok: true,
      event: {
        type: 'umnico.message.incoming',
        payload: {
          ...{ lead_id: HANS, text: '', source: '255101', sa_id: 88, channel: 'whatsapp2' },
          attachments: [{ type: 'photo', url: 'https://files.test/a.jpg' }],
        },
      },
    });
  });

  it('is told of again when the product did not take it, and the dialogue says how that went', async () => {
    const { umnico, product } = await startWith({
      reply: (count) => (count === 1 ? { status: 500 } : count === 2 ? {} : { status: 503 }),
    });
    const states = (): string[] =>
      umnico.dialogues().flatMap(({ messages }) => messages.map(({ webhook }) => webhook));
    umnico.write({ leadId: HANS, text: 'Hello' });
    expect(states()).toEqual(['waiting']);
    await soon(() => expect(states()).toEqual(['told']));
    umnico.write({ leadId: HANS, text: 'Nobody there?' });
    await soon(() => expect(states()).toEqual(['told', 'gave_up']));
    expect(product.seen).toHaveLength(6);
  });

  it('is one of three, each with a language', async () => {
    const { umnico } = await startWith({});
    expect(umnico.dialogues().map(({ person }) => person.language)).toEqual(['en', 'ru', 'ka']);
    expect(umnico.write({ leadId: 1, text: 'Who am I?' })).toBeUndefined();
  });
});

describe('a message of the company', () => {
  it('reaches the client through the product’s own client of the API, and comes back with its custom id', async () => {
    const { umnico, product } = await startWith({});
    const client = createUmnicoClient({ baseUrl: umnico.url, token: umnico.token, timeoutMs: 5_000 });
    await client.send({ leadId: HANS, text: 'Yes, at 10:00', customId: 'message-1' });
    const [message] = umnico.dialogues()[0]?.messages ?? [];
    expect(message).toMatchObject({ from: 'company', text: 'Yes, at 10:00' });
    expect(await webhooks(product, 1)).toEqual([
      {
        type: 'message.outgoing',
        ...{ accountId: 123456, leadId: HANS },
        message: {
          ...{ messageId: message?.id, datetime: NOW.getTime(), incoming: false },
          message: { text: 'Yes, at 10:00' },
          sender: { id: 15, type: 'user' },
          source: { id: 's101', realId: 255101, saId: 88 },
          customId: 'message-1',
        },
      },
    ]);
  });

  it('that somebody wrote in Umnico itself has no custom id', async () => {
    const { umnico, product } = await startWith({});
    umnico.answer({ leadId: HANS, text: 'I will call you' });
    const [body] = await webhooks(product, 1);
    expect(body).toMatchObject({
      type: 'message.outgoing',
      message: { message: { text: 'I will call you' } },
    });
    expect(body).not.toHaveProperty('message.customId');
  });

  it.each([
    ['no text', { source: '255101', userId: 15 }, 400],
    ['an empty text', { message: { text: '' }, source: '255101', userId: 15 }, 400],
    ['no user', { message: { text: 'x' }, source: '255101' }, 400],
    ['an unknown user', { message: { text: 'x' }, source: '255101', userId: 99 }, 400],
    ['another lead’s source', { message: { text: 'x' }, source: '255102', userId: 15 }, 400],
    ['all that there has to be', { message: { text: 'x' }, source: 's101', userId: 16 }, 200],
  ])('with %s is answered as Umnico would', async (_what, body, status) => {
    const { umnico, ask } = await startWith({});
    expect((await ask('POST', `/messaging/${HANS}/send`, { body })).status).toBe(status);
    expect(umnico.dialogues()[0]?.messages).toHaveLength(status === 200 ? 1 : 0);
  });
});

describe('the API', () => {
  it.each(['/managers', `/messaging/${HANS}/sources`])('%s is for those with the token', async (path) => {
    const { ask } = await startWith({});
    expect((await ask('GET', path)).status).toBe(200);
    expect((await ask('GET', path, { token: 'wrong' })).status).toBe(401);
  });

  it('knows no other lead and no other address', async () => {
    const { ask } = await startWith({});
    const body = { message: { text: 'x' }, source: '1', userId: 15 };
    expect((await ask('GET', '/messaging/1/sources')).status).toBe(404);
    expect((await ask('POST', '/messaging/1/send', { body })).status).toBe(404);
    expect((await ask('GET', '/leads/1')).status).toBe(404);
  });

  it('can be out of order', async () => {
    const { umnico, ask } = await startWith({});
    umnico.faults.set({ status: 503, times: 1 });
    expect((await ask('GET', '/managers')).status).toBe(503);
    expect((await ask('GET', '/managers')).status).toBe(200);
  });
});

describe('what was written', () => {
  it('is there after a restart, and what the product has not heard is told then', async () => {
    const folder = temporaryFolder();
    onTestFinished(folder.remove);
    const path = join(folder.path, 'umnico.json');
    const before = await startWith({ path, reply: () => ({ status: 500 }), pausesMs: [3_600_000] });
    before.umnico.write({ leadId: HANS, text: 'Hello' });
    await webhooks(before.product, 1);
    await before.umnico.close();
    const after = await startWith({ path });
    expect(await webhooks(after.product, 1)).toEqual(before.product.seen.map(({ body }) => body));
    expect(after.umnico.dialogues()[0]?.messages).toMatchObject([{ text: 'Hello' }]);
  });
});
