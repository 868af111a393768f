import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../kernel/clock.js';
import { loadTexts } from '../platform/i18n/index.js';
import { packageRoot } from '../platform/package-root.js';
import { createLog } from '../platform/log/index.js';
import { createPool } from '../platform/postgres/index.js';
import { createPrisma } from '../platform/prisma/index.js';
import { createTools, toolDescriptions } from './index.js';

/** Nobody is there, and nobody is asked: a pool connects when it is used. */
const pool = createPool({
  url: 'postgres://nobody@127.0.0.1:1/nothing',
  ...{ max: 1, applicationName: 'test', log: createLog('silent') },
});
const tools = createTools({
  prisma: createPrisma(pool),
  pool,
  company: { timezone: 'Asia/Tbilisi', currency: 'GEL', language: 'ru', branches: {} },
  texts: loadTexts(join(packageRoot, 'locales')),
  clock: systemClock,
  umnico: null,
  yougile: null,
  yougileColumns: {},
  amocrm: null,
  llm: null,
  httpAllowHosts: [],
  createFollowUp: () => Promise.resolve(),
});

describe('the tools', () => {
  it('are one a file, called as the tool is', () => {
    const files = readdirSync(import.meta.dirname)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts')
      .map((file) => file.replace(/\.ts$/, ''));
    const names = [...tools.keys()].map((name) => name.replaceAll(/[._]/g, '-'));
    expect(names.sort()).toEqual(files.sort());
  });

  it('are those that outside agents were promised', () => {
    expect([...tools.keys()]).toEqual(
      expect.arrayContaining([
        ...['telegram.post', 'telegram.edit', 'telegram.ask', 'umnico.send', 'yougile.create_task'],
        ...['amocrm.create_task', 'llm.complete', 'llm.classify', 'llm.translate', 'http.request'],
        ...['events.publish', 'schedule.follow_up', 'data.query', 'wait', 'debug.echo', 'debug.log'],
      ]),
    );
  });

  it.each([...tools.values()])('$name says what it does, and of each field what it is for', (tool) => {
    expect(tool.description.length).toBeGreaterThan(20);
    expect(fieldsWithoutWords(z.toJSONSchema(tool.input, { io: 'input' }), tool.name)).toEqual([]);
    const rows = tool.name === 'data.query';
    if (!rows) expect(fieldsWithoutWords(z.toJSONSchema(tool.output), tool.name)).toEqual([]);
  });

  it('are described by JSON Schema, in the order of their names', () => {
    const described = toolDescriptions(tools);
    expect(described.map(({ name }) => name)).toEqual([...tools.keys()].sort());
    expect(described.find(({ name }) => name === 'telegram.ask')).toMatchObject({
      changes: true,
      input: {
        type: 'object',
        required: ['text', 'branch'],
        additionalProperties: false,
        properties: {
          deadline_seconds: { type: 'integer', default: 3600 },
          role: { enum: expect.anything() as unknown },
        },
      },
      output: { type: 'object', properties: { decision: { const: 'approved' } } },
    });
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  });

  it('say what is missing when their outside system is not connected', async () => {
    const context = {
      ...{ runId: 'r', step: 's', eventId: null, taskId: null, correlationId: 'c', requestedBy: null },
      ...{ attempt: 1, idempotencyKey: 'k', signal: new AbortController().signal, log: createLog('silent') },
    };
    const inputs: Record<string, unknown> = {
      'umnico.send': { lead_id: 1, text: 'a' },
      'yougile.create_task': { title: 'a', column: 'c' },
      'amocrm.create_task': { text: 'a', complete_till: '2026-03-01T10:00:00Z' },
      'llm.complete': { prompt: 'a' },
      'llm.classify': { text: 'a', classes: ['a', 'b'] },
      'llm.translate': { text: 'a', to: 'ru' },
    };
    for (const [name, input] of Object.entries(inputs)) {
      const tool = tools.get(name)!;
      await expect(async () => tool.run(tool.input.parse(input), context), name).rejects.toMatchObject({
        code: 'tool.not_configured',
        retryable: false,
        message: expect.stringMatching(/has to set [A-Z]/) as string,
      });
    }
  });
});

/** Paths of properties that nobody described. */
function fieldsWithoutWords(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const node = schema as Record<string, unknown>;
  const properties = Object.entries((node.properties ?? {}) as Record<string, { description?: string }>);
  return [
    ...properties.filter(([, field]) => field.description === undefined).map(([name]) => `${path}.${name}`),
    ...properties.flatMap(([name, field]) => fieldsWithoutWords(field, `${path}.${name}`)),
    ...['anyOf', 'oneOf'].flatMap((of) =>
      ((node[of] ?? []) as unknown[]).flatMap((one) => fieldsWithoutWords(one, path)),
    ),
    ...fieldsWithoutWords(node.items, `${path}[]`),
  ];
}
