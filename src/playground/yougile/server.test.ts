import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { soon } from '../../../test/support/eventually.js';
import {
  startOutsideServer,
  type OutsideServer,
  type ServerReply,
} from '../../../test/support/outside-server.js';
import { temporaryFolder } from '../../../test/support/product.js';
import { createYouGileClient } from '../../integrations/yougile/index.js';
import { readYouGileWebhook } from '../../integrations/yougile/webhook.js';
import { startYouGile, type YouGileServer } from './server.js';

const columns = [
  { id: 'c1', title: 'Tbilisi' },
  { id: 'c2', title: 'Batumi' },
];
const START = Date.parse('2025-11-03T13:30:00Z');
/** Of whom the key belongs to. */
const PRODUCT = '80eed1bd-eda3-4991-ac17-09d28566749d';

interface YouGile {
  yougile: YouGileServer;
  product: OutsideServer;
  ask: (method: string, path: string, options?: { key?: string; body?: unknown }) => Promise<Response>;
}

/** Each look at its clock is a second later. */
async function startWith(
  options: { reply?: (count: number) => ServerReply; path?: string } = {},
): Promise<YouGile> {
  const product = await startOutsideServer((_request, count) => options.reply?.(count) ?? {});
  let looks = 0;
  const yougile = await startYouGile({
    now: () => new Date(START + 1000 * looks++),
    webhookUrl: () => `${product.url}/webhooks/yougile?t=secret`,
    columns,
    pausesMs: [1, 2],
    path: options.path,
  });
  onTestFinished(() => yougile.close());
  const ask: YouGile['ask'] = (method, path, { key = yougile.key, body } = {}) =>
    fetch(yougile.url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  return { yougile, product, ask };
}

function webhooks({ seen }: OutsideServer, count: number): Promise<unknown[]> {
  return soon(() => {
    expect(seen).toHaveLength(count);
    return seen.map(({ body }) => body);
  });
}

describe('a task of the board', () => {
  it('is told of to the product when somebody makes it', async () => {
    const { yougile, product } = await startWith();
    const { id } = yougile.add({ title: 'Oil change: AA123BB', columnId: 'c1' });
    expect(await webhooks(product, 1)).toEqual([
      {
        event: 'task-created',
        payload: {
          ...{ id, title: 'Oil change: AA123BB', timestamp: START, columnId: 'c1' },
          ...{ completed: false, archived: false, createdBy: expect.any(String) as string },
        },
        fromUserId: expect.any(String) as string,
      },
    ]);
    expect(product.seen[0]).toMatchObject({ method: 'POST', path: '/webhooks/yougile?t=secret' });
  });

  it('is told of with how it was before when it is ticked, and no two ticks look the same', async () => {
    const { yougile, product } = await startWith();
    const { id } = yougile.add({ title: 'Wash', columnId: 'c1' });
    for (const completed of [true, false, true]) yougile.change(id, { completed });
    const [, ...bodies] = await webhooks(product, 4);
    expect(bodies.map((body) => readYouGileWebhook(body))).toMatchObject([
      { payload: { task_id: id, change: 'updated', completed: true, was_completed: false } },
      { payload: { task_id: id, change: 'updated', completed: false, was_completed: true } },
      { payload: { task_id: id, change: 'updated', completed: true, was_completed: false } },
    ]);
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(3);
  });

  it.each([
    ['moved', { columnId: 'c2' }, ['task-moved']],
    ['taken off the board', { columnId: '-' }, ['task-moved']],
    ['renamed', { title: 'Wash and wax' }, ['task-renamed']],
    ['deleted', { deleted: true }, ['task-deleted']],
    ['moved and ticked', { columnId: 'c2', completed: true }, ['task-moved', 'task-updated']],
    ['left as it is', { title: 'Wash', completed: false }, []],
  ])('that is %s is told of by that name', async (_what, fields, events) => {
    const { yougile, product } = await startWith();
    const { id } = yougile.add({ title: 'Wash', columnId: 'c1' });
    yougile.change(id, fields);
    yougile.change(id, { description: 'the last change' });
    const [, ...bodies] = await webhooks(product, 2 + events.length);
    expect(bodies.map((body) => (body as { event: string }).event)).toEqual([...events, 'task-updated']);
    for (const body of bodies.slice(0, -1))
      expect(body).toMatchObject({ prevData: { title: 'Wash', columnId: 'c1' } });
  });

  it('is told of again, in order, when the product did not take it', async () => {
    const { yougile, product } = await startWith({ reply: (count) => (count === 1 ? 'hangUp' : {}) });
    const { id } = yougile.add({ title: 'Wash', columnId: 'c1' });
    yougile.change(id, { completed: true });
    const bodies = await webhooks(product, 3);
    expect(bodies).toMatchObject([
      { event: 'task-created' },
      { event: 'task-created' },
      { event: 'task-updated' },
    ]);
  });

  it('is there after a restart', async () => {
    const folder = temporaryFolder();
    onTestFinished(folder.remove);
    const path = join(folder.path, 'yougile.json');
    const before = await startWith({ path });
    const task = before.yougile.add({ title: 'Wash', columnId: 'c1' });
    const after = await startWith({ path });
    expect(after.yougile.tasks()).toEqual([task]);
  });
});

describe('the API', () => {
  it('does what the product’s own client of it asks for, and tells who asked', async () => {
    const { yougile, product } = await startWith();
    const client = createYouGileClient({ baseUrl: yougile.url, key: yougile.key, timeoutMs: 5_000 });
    const { id } = await client.createTask({
      ...{ title: 'Service: AA123BB', columnId: 'c2', description: '<p>Oil</p>', color: 'task-red' },
      deadline: { at: new Date(START), withTime: true },
      checklists: [{ title: 'Look', items: ['Photos'] }],
    });
    await client.setCompleted(id, true);
    expect(await client.findTasks({ title: 'Service: AA123BB', columnId: 'c2' })).toMatchObject([
      { id, completed: true, color: 'task-red' },
    ]);
    expect(await webhooks(product, 2)).toMatchObject([
      { event: 'task-created', payload: { id, deadline: { deadline: START } }, fromUserId: PRODUCT },
      { event: 'task-updated', prevData: { completed: false }, fromUserId: PRODUCT },
    ]);
  });

  it('lists by page, column and person', async () => {
    const { yougile, ask } = await startWith();
    for (const title of ['A', 'B', 'C']) yougile.add({ title, columnId: 'c1', assigned: [`u-${title}`] });
    const list = async (query: string): Promise<unknown> => (await ask('GET', `/task-list?${query}`)).json();
    expect(await list('limit=2')).toMatchObject({
      paging: { count: 2, limit: 2, offset: 0, next: true },
      content: [{ title: 'C' }, { title: 'B' }],
    });
    expect(await list('limit=2&offset=2')).toMatchObject({
      paging: { next: false },
      content: [{ title: 'A' }],
    });
    expect(await list('assignedTo=u-B')).toMatchObject({ content: [{ title: 'B' }] });
    expect(await list('columnId=c2')).toMatchObject({ content: [] });
  });

  it('finds nothing that was deleted, unless it is asked for', async () => {
    const { yougile, ask } = await startWith();
    const { id } = yougile.add({ title: 'A', columnId: 'c1' });
    expect((await ask('PUT', `/tasks/${id}`, { body: { deleted: true } })).status).toBe(200);
    expect(yougile.tasks()).toEqual([]);
    expect(await (await ask('GET', '/task-list')).json()).toMatchObject({ content: [] });
    expect(await (await ask('GET', '/task-list?includeDeleted=true')).json()).toMatchObject({
      content: [{ id }],
    });
  });

  it.each([
    ['POST', '/tasks', { columnId: 'c1' }, 400],
    ['POST', '/tasks', { title: 'A', columnId: 'nowhere' }, 404],
    ['POST', '/tasks', { title: 'A', completed: 'yes' }, 400],
    ['PUT', '/tasks/unknown', { completed: true }, 404],
    ['GET', '/task-list?limit=1001', undefined, 400],
    ['GET', '/boards', undefined, 404],
  ])('refuses %s %s with %j', async (method, path, body, status) => {
    const { product, ask } = await startWith();
    const answer = await ask(method, path, { body });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ statusCode: status, message: expect.any(String) as string });
    expect(product.seen).toEqual([]);
  });

  it('is for those with the key', async () => {
    const { yougile, ask } = await startWith();
    expect((await ask('POST', '/tasks', { key: 'wrong', body: { title: 'A' } })).status).toBe(401);
    expect(yougile.tasks()).toEqual([]);
  });
});
