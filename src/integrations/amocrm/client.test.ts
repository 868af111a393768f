import { describe, expect, it } from 'vitest';
import {
  startOutsideServer,
  type OutsideServer,
  type ServerReply,
} from '../../../test/support/outside-server.js';
import { createAmoCrmClient, type AmoCrmClient } from './client.js';

async function amocrm(reply: ServerReply): Promise<{ server: OutsideServer; client: AmoCrmClient }> {
  const server = await startOutsideServer(() => reply);
  return { server, client: createAmoCrmClient({ baseUrl: server.url, token: 'TOKEN', timeoutMs: 20_000 }) };
}

const task = {
  text: 'Позвонить клиенту',
  completeTill: new Date('2025-12-02T00:00:00Z'),
  taskTypeId: 1,
  entity: { type: 'leads', id: 180_765 },
  responsibleUserId: 54_224,
  requestId: 'run-1:call',
} as const;

describe('a task', () => {
  it('is created as amoCRM documents it', async () => {
    const { server, client } = await amocrm({
      body: {
        _links: { self: { href: 'https://SUB.amocrm.ru/api/v4/tasks' } },
        _embedded: { tasks: [{ id: 56_981, request_id: 'run-1:call', _links: {} }] },
      },
    });
    await expect(client.createTask(task)).resolves.toEqual({ id: 56_981 });
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/api/v4/tasks',
        headers: { authorization: 'Bearer TOKEN', 'content-type': 'application/json' },
        body: [
          {
            task_type_id: 1,
            text: 'Позвонить клиенту',
            complete_till: 1_764_633_600,
            entity_id: 180_765,
            entity_type: 'leads',
            responsible_user_id: 54_224,
            request_id: 'run-1:call',
          },
        ],
      },
    ]);
  });

  it('that is refused says which field and why', async () => {
    const { client } = await amocrm({
      status: 400,
      body: {
        'validation-errors': [
          {
            request_id: '0',
            errors: [{ code: 'NotSupportedChoice', path: 'task_type_id', detail: 'Not a valid choice.' }],
          },
        ],
        title: 'Bad Request',
        status: 400,
        detail: 'Request validation failed',
      },
    });
    await expect(client.createTask(task)).rejects.toMatchObject({
      code: 'amocrm.refused',
      retryable: false,
      message: 'amoCRM POST /api/v4/tasks: status 400: task_type_id: Not a valid choice.',
    });
  });

  it('that amoCRM does not name was not surely created', async () => {
    const { client } = await amocrm({ body: { _embedded: { tasks: [] } } });
    await expect(client.createTask(task)).rejects.toMatchObject({ code: 'amocrm.bad_answer' });
  });
});

describe('the newest tasks', () => {
  it('are those of the entity', async () => {
    const { server, client } = await amocrm({ body: { _embedded: { tasks: [{ id: 1, text: 'a' }] } } });
    await expect(client.newestTasks({ entity: task.entity })).resolves.toMatchObject([{ id: 1, text: 'a' }]);
    const asked = new URL(server.seen[0]?.path ?? '', server.url);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      limit: '250',
      'order[created_at]': 'desc',
      'filter[entity_type]': 'leads',
      'filter[entity_id]': '180765',
    });
  });

  it('are none when amoCRM answers with nothing (204)', async () => {
    const { client } = await amocrm({ status: 204 });
    await expect(client.newestTasks({})).resolves.toEqual([]);
  });
});
