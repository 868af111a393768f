import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../test/support/eventually.js';
import { startOutsideServer, type OutsideServer } from '../../test/support/outside-server.js';
import { startPlayground, type Playground } from './index.js';

const HANS = 90101;

interface ClientView {
  lead: number;
  name: string;
  channel: string;
  phrases: string[];
  messages: { own: boolean; text: string; date: number; webhook: string }[];
}

interface BoardView {
  columns: { id: string; title: string }[];
  tasks: { id: string; title: string; columnId: string; completed: boolean }[];
}

let product: OutsideServer;
let playground: Playground;

beforeEach(async () => {
  product = await startOutsideServer(() => ({}));
  playground = await startPlayground({ host: '127.0.0.1', port: 0, productUrl: () => product.url });
  onTestFinished(() => playground.close());
});

async function ask(path: string, body?: object): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(`${playground.url}/playground/${path}`, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return { status: response.status, answer: await response.json() };
}

async function board(): Promise<BoardView> {
  return (await ask('tasks')).answer as BoardView;
}

function told(path: string): unknown[] {
  return product.seen.filter((request) => request.path === path).map(({ body }) => body);
}

describe('the page’s clients', () => {
  async function clients(): Promise<ClientView[]> {
    return (await ask('clients')).answer as ClientView[];
  }

  it('are people of RentProg with something to say in their language', async () => {
    const known = playground.records.clients.map(({ name }) => name);
    for (const { name, phrases, messages } of await clients()) {
      expect(known).toContain(name);
      expect(phrases.length).toBeGreaterThan(1);
      expect(messages).toEqual([]);
    }
  });

  it('write to the product, with the secret in the address', async () => {
    const { status } = await ask(`clients/${HANS}/messages`, { text: 'Hello' });
    expect(status).toBe(200);
    const address = `/webhooks/umnico?t=${playground.settings.UMNICO_WEBHOOK_SECRET}`;
    await eventually(() => told(address).length === 1, 'the webhook arrives');
    expect(told(address)).toMatchObject([{ type: 'message.incoming', leadId: HANS }]);
    await eventually(async () => {
      const [hans] = await clients();
      return hans?.messages[0]?.webhook === 'told';
    }, 'the page learns that it did');
  });

  it('see what the company answers', async () => {
    playground.umnico.answer({ leadId: HANS, text: 'At ten' });
    const [hans] = await clients();
    expect(hans?.messages).toMatchObject([{ own: false, text: 'At ten' }]);
  });

  it.each([
    ['nothing', HANS, { text: '' }, 400],
    ['too much', HANS, { text: 'x'.repeat(4097) }, 400],
    ['something else', HANS, { words: 'x' }, 400],
    ['as somebody who is not there', 1, { text: 'x' }, 404],
  ])('cannot write %s', async (_what, lead, body, status) => {
    const refused = await ask(`clients/${lead}/messages`, body);
    expect(refused).toMatchObject({ status, answer: { message: expect.any(String) as string } });
    expect(product.seen).toEqual([]);
  });
});

describe('the page’s board', () => {
  it('has the column of each branch', async () => {
    const columns = Object.values(playground.company.branches).map(({ title, yougileColumn }) => ({
      ...{ id: yougileColumn, title },
    }));
    expect(await board()).toEqual({ columns, tasks: [] });
  });

  it('takes tasks and ticks, and tells the product of both', async () => {
    const columnId = playground.company.branches['tbilisi']?.yougileColumn;
    const { answer } = await ask('tasks', { title: 'Wash the RAV4', columnId });
    const { id } = answer as { id: string };
    await ask(`tasks/${id}`, { completed: true });
    expect((await board()).tasks).toEqual([{ id, title: 'Wash the RAV4', columnId, completed: true }]);
    const address = `/webhooks/yougile?t=${playground.settings.YOUGILE_WEBHOOK_SECRET}`;
    await eventually(() => told(address).length === 2, 'both webhooks arrive');
    expect(told(address)).toMatchObject([{ event: 'task-created' }, { event: 'task-updated' }]);
  });

  it.each([
    ['tasks', { title: '', columnId: 'x' }, 400],
    ['tasks', { title: 'A', columnId: 'x' }, 400],
    ['tasks/unknown', { completed: true }, 404],
    ['tasks/unknown', { completed: 'perhaps' }, 400],
  ])('refuses %s with %j', async (path, body, status) => {
    expect((await ask(path, body)).status).toBe(status);
    expect(product.seen).toEqual([]);
  });
});

describe('the page’s stream', () => {
  it('tells of Telegram, of clients and of tasks', async () => {
    const stop = new AbortController();
    onTestFinished(() => {
      stop.abort();
    });
    const response = await fetch(`${playground.url}/playground/stream`, { signal: stop.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    async function heard(words: string): Promise<string> {
      let text = '';
      while (!text.includes(words)) text += (await reader?.read())?.value ?? '';
      return text;
    }
    await heard('connected');
    playground.letStaffStart();
    await heard('event: message');
    playground.umnico.answer({ leadId: HANS, text: 'At ten' });
    expect(await heard('event: client\ndata:')).toContain(`{"lead":${HANS}}`);
    playground.yougile.add({ title: 'Wash' });
    await heard('event: task');
  });
});
