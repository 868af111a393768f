import { describe, expect, it } from 'vitest';
import { startOutsideServer, type OutsideServer } from '../../test/support/outside-server.js';
import { failureOf, runTool } from '../../test/support/tool.js';
import { createAmoCrmClient } from '../integrations/amocrm/index.js';
import { createUmnicoClient } from '../integrations/umnico/index.js';
import { createYouGileClient } from '../integrations/yougile/index.js';
import { amocrmCreateTaskTool } from './amocrm-create-task.js';
import { umnicoSendTool } from './umnico-send.js';
import { yougileCreateTaskTool } from './yougile-create-task.js';

describe('umnico.send', () => {
  const input = { lead_id: 90, text: 'Добрый день', source: '255', user_id: 15 };

  it("sends under the step's own id", async () => {
    const server = await startOutsideServer(() => ({ body: {} }));
    const tool = umnicoSendTool({
      umnico: createUmnicoClient({ baseUrl: server.url, token: 't', timeoutMs: 2000 }),
    });
    const { output } = await runTool(tool, input);
    expect(output).toEqual({ custom_id: 'run-1:greet', source: '255', user_id: 15 });
    expect(server.seen).toMatchObject([{ path: '/messaging/90/send', body: { customId: 'run-1:greet' } }]);
  });

  it.each([
    ['hangUp' as const, { code: 'umnico.uncertain', retryable: false }],
    [{ status: 429 }, { code: 'umnico.rate_limited', retryable: true }],
    [{ status: 500 }, { code: 'umnico.unreachable', retryable: true }],
  ])(
    'that is answered %j is tried again only when the client surely got nothing',
    async (reply, expected) => {
      const server = await startOutsideServer(() => reply);
      const tool = umnicoSendTool({
        umnico: createUmnicoClient({ baseUrl: server.url, token: 't', timeoutMs: 2000 }),
      });
      expect(await failureOf(runTool(tool, input))).toMatchObject(expected);
    },
  );
});

describe('yougile.create_task', () => {
  /** A board that forgets nothing and does not answer the first creation. */
  async function board(): Promise<{ server: OutsideServer; tasks: Record<string, unknown>[] }> {
    const tasks: Record<string, unknown>[] = [];
    const server = await startOutsideServer(({ method, body }) => {
      if (method === 'GET') return { body: { paging: {}, content: tasks } };
      tasks.push({ ...(body as object), id: `t${tasks.length + 1}` });
      return tasks.length === 1 ? 'hangUp' : { status: 201, body: { id: `t${tasks.length}` } };
    });
    return { server, tasks };
  }

  it('makes one task, although nobody heard the answer to the first attempt', async () => {
    const { server, tasks } = await board();
    const tool = yougileCreateTaskTool({
      yougile: createYouGileClient({
        baseUrl: server.url,
        key: 'k',
        timeoutMs: 2000,
        rate: { requests: 1000, perMs: 1000 },
      }),
      yougileColumns: { tbilisi: 'c1' },
    });
    const input = {
      title: 'ТО: AA123BB',
      branch: 'tbilisi',
      description: 'Замена масла',
      deadline: '2026-03-02T18:00:00+04:00',
    };
    expect(await failureOf(runTool(tool, input))).toMatchObject({ retryable: true, reached: 'unknown' });
    const { output } = await runTool(tool, input, { attempt: 2 });
    expect(output).toEqual({ id: 't1' });
    expect(tasks).toMatchObject([
      {
        title: 'ТО: AA123BB',
        columnId: 'c1',
        description: expect.stringMatching(/^Замена масла<p>ref-[0-9a-f]{12}<\/p>$/) as string,
        deadline: { deadline: Date.parse('2026-03-02T14:00:00Z'), withTime: true },
      },
    ]);
    // Another run's task of the same title is a task of its own.
    await runTool(tool, input, { attempt: 2, idempotencyKey: 'run-2:greet' });
    expect(tasks).toHaveLength(2);
  });

  it('needs a column, or a branch that has one', async () => {
    const { server } = await board();
    const tool = yougileCreateTaskTool({
      yougile: createYouGileClient({ baseUrl: server.url, key: 'k', timeoutMs: 2000 }),
      yougileColumns: {},
    });
    expect(await failureOf(runTool(tool, { title: 'a', branch: 'tbilisi' }))).toMatchObject({
      code: 'yougile.no_column',
      retryable: false,
    });
    expect(tool.input.safeParse({ title: 'a' }).success).toBe(false);
    expect(tool.input.safeParse({ title: 'a', branch: 'tbilisi', column: 'c' }).success).toBe(false);
    expect(server.seen).toEqual([]);
  });
});

describe('amocrm.create_task', () => {
  it('makes one task, although nobody heard the answer to the first attempt', async () => {
    const tasks: { id: number; text: string }[] = [];
    const server = await startOutsideServer(({ method, body }) => {
      if (method === 'GET') return tasks.length === 0 ? { status: 204 } : { body: { _embedded: { tasks } } };
      const [task] = body as [{ text: string }];
      tasks.push({ id: 100 + tasks.length, text: task.text });
      return 'hangUp';
    });
    const tool = amocrmCreateTaskTool({
      amocrm: createAmoCrmClient({
        baseUrl: server.url,
        token: 't',
        timeoutMs: 2000,
        rate: { requests: 1000, perMs: 1000 },
      }),
    });
    const input = {
      text: 'Позвонить клиенту',
      complete_till: '2026-03-02T18:00:00+04:00',
      entity: { type: 'leads', id: 180_765 },
    };
    expect(await failureOf(runTool(tool, input))).toMatchObject({ retryable: true, reached: 'unknown' });
    const { output } = await runTool(tool, input, { attempt: 2 });
    expect(output).toEqual({ id: 100 });
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.text).toMatch(/^Позвонить клиенту\nref-[0-9a-f]{12}$/);
  });
});
