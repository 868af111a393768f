import { describe, expect, it } from 'vitest';
import {
  startOutsideServer,
  type OutsideServer,
  type ServerReply,
} from '../../../test/support/outside-server.js';
import { createYouGileClient, type YouGileClient } from './client.js';

async function yougile(reply: ServerReply): Promise<{ server: OutsideServer; client: YouGileClient }> {
  const server = await startOutsideServer(() => reply);
  return {
    server,
    client: createYouGileClient({ baseUrl: `${server.url}/api-v2`, key: 'TEST-KEY', timeoutMs: 20_000 }),
  };
}

describe('a task', () => {
  it('is created as YouGile documents it', async () => {
    const { server, client } = await yougile({
      status: 201,
      body: { id: '0fe1e417-2415-4e76-932a-ca07a25d6c64' },
    });
    const created = await client.createTask({
      title: 'ТО: AA123BB',
      columnId: 'fefbc00f-3870-4f52-807f-225ce2e4c701',
      description: 'Замена масла',
      assigned: ['80eed1bd-eda3-4991-ac17-09d28566749d'],
      deadline: { at: new Date(1_764_633_600_000), withTime: true },
      checklists: [{ title: 'Осмотр', items: ['Фото 4 сторон'] }],
      color: 'task-red',
    });
    expect(created).toEqual({ id: '0fe1e417-2415-4e76-932a-ca07a25d6c64' });
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/api-v2/tasks',
        headers: { authorization: 'Bearer TEST-KEY', 'content-type': 'application/json' },
        body: {
          title: 'ТО: AA123BB',
          columnId: 'fefbc00f-3870-4f52-807f-225ce2e4c701',
          description: 'Замена масла',
          assigned: ['80eed1bd-eda3-4991-ac17-09d28566749d'],
          deadline: { deadline: 1_764_633_600_000, withTime: true },
          checklists: [{ title: 'Осмотр', items: [{ title: 'Фото 4 сторон', isCompleted: false }] }],
          color: 'task-red',
        },
      },
    ]);
  });

  it('is ticked off, and the tick is taken away, under its own address', async () => {
    const { server, client } = await yougile({ body: { id: 'a/b' } });
    await client.setCompleted('a/b', true);
    await client.setCompleted('a/b', false);
    expect(server.seen).toMatchObject([
      { method: 'PUT', path: '/api-v2/tasks/a%2Fb', body: { completed: true } },
      { method: 'PUT', path: '/api-v2/tasks/a%2Fb', body: { completed: false } },
    ]);
  });

  it('is found by its title in its column', async () => {
    const { server, client } = await yougile({
      body: {
        paging: { count: 1, limit: 50, offset: 0, next: false },
        content: [{ id: 't1', title: 'ТО: AA123BB', description: '<p>ref-1</p>', completed: false }],
      },
    });
    const found = await client.findTasks({ title: 'ТО: AA123BB', columnId: 'c1' });
    expect(found).toMatchObject([{ id: 't1', description: '<p>ref-1</p>' }]);
    const asked = new URL(server.seen[0]?.path ?? '', server.url);
    expect(asked.pathname).toBe('/api-v2/task-list');
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      title: 'ТО: AA123BB',
      columnId: 'c1',
      limit: '1000',
    });
  });

  it('that is refused says what YouGile says', async () => {
    const { client } = await yougile({
      status: 400,
      body: { statusCode: 400, message: ['columnId must be a string'], error: 'Bad Request' },
    });
    await expect(client.createTask({ title: 'x' })).rejects.toMatchObject({
      code: 'yougile.refused',
      message: 'YouGile POST /tasks: status 400: ["columnId must be a string"]',
    });
  });

  it('beyond fifty a minute is worth another try', async () => {
    const { client } = await yougile({ status: 429, headers: { 'retry-after': '12' } });
    await expect(client.createTask({ title: 'x' })).rejects.toMatchObject({
      code: 'yougile.rate_limited',
      retryable: true,
      retryAfterMs: 12_000,
    });
  });
});
