import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRestServer, type RestServer } from '../support/rest.js';

interface Operation {
  description?: string;
  summary: string;
  tags: string[];
  security?: unknown;
  requestBody?: { content: Record<string, { schema: { properties: Record<string, unknown> } }> };
  responses: Record<string, unknown>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  tags: { name: string }[];
}

let rest: RestServer;
let document: Document;

beforeAll(async () => {
  rest = await startRestServer();
  document = (await rest.ask<Document>('GET /openapi.json', { token: null })).body;
});

afterAll(() => rest.close());

function operations(): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
}

/** Of the contract. */
const ROUTES = [
  ...[
    'POST /v1/agents',
    'GET /v1/agents',
    'GET /v1/agents/{id}',
    'PUT /v1/agents/{id}',
    'DELETE /v1/agents/{id}',
  ],
  ...[
    'POST /v1/agents/{id}/token',
    'POST /v1/tasks',
    'GET /v1/tasks',
    'GET /v1/tasks/{id}',
    'PUT /v1/tasks/{id}',
  ],
  ...['run_now', 'snooze', 'pause', 'resume', 'cancel'].map((what) => `POST /v1/tasks/{id}/${what}`),
  ...['POST /v1/tasks/preview', 'POST /v1/pipelines/dry_run', 'GET /v1/runs', 'GET /v1/runs/{id}'],
  ...['POST /v1/runs/{id}/cancel', 'POST /v1/runs/{id}/retry', 'GET /v1/tasks/{id}/latest'],
  ...[
    'GET /v1/tasks/{id}/stats',
    'GET /v1/stats/summary',
    'POST /v1/events',
    'GET /v1/events',
    'GET /v1/topics',
  ],
  ...['GET /v1/stream/recent', 'GET /v1/jobs', 'POST /v1/jobs/{id}/retry', 'POST /v1/jobs/{id}/cancel'],
  ...['POST /v1/dead_letters/replay', 'GET /v1/tools', 'POST /v1/approvals/{id}/decide', 'GET /v1/approvals'],
];

describe('the OpenAPI document', () => {
  it('is 3.1 and has every route of the contract, with words, a tag, scopes, an answer and the errors', () => {
    expect(document.openapi).toBe('3.1.0');
    const known = operations().map(([name]) => name);
    expect(known).toEqual(expect.arrayContaining(ROUTES));
    const tags = document.tags.map(({ name }) => name);
    for (const [name, operation] of operations()) {
      expect([name, operation.summary]).toEqual([name, expect.stringMatching(/\w/)]);
      expect([name, operation.description]).toEqual([
        name,
        expect.stringMatching(/Scope: `|Any valid token/),
      ]);
      expect(tags).toEqual(expect.arrayContaining(operation.tags));
      expect([name, Object.keys(operation.responses).sort()]).toEqual([
        name,
        [expect.stringMatching(/^2/), '4XX'],
      ]);
    }
  });

  it('describes a body field by field', () => {
    const { schema } = document.paths['/v1/tasks']!['post']!.requestBody!.content['application/json']!;
    expect(schema.properties).toMatchObject({
      title: { type: 'string' },
      schedule_kind: { enum: ['cron', 'rrule', 'once', 'event'] },
    });
  });

  it('refers to nothing that is not in it', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    const missing = refs.filter(
      (path) =>
        path.split('/').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], document) ===
        undefined,
    );
    expect(missing).toEqual([]);
  });
});

describe('every route', () => {
  const id = '550e8400-e29b-41d4-a716-446655440000';

  it('is closed without a token, and to one without scopes but where any token will do', async () => {
    const token = await rest.tokenWith();
    for (const [name, { description = '' }] of operations()) {
      const what = name.replace('{id}', name.includes('/jobs/') ? '7' : id).replace('{version}', '1');
      const isChange = !name.startsWith('GET');
      const request = isChange ? { body: {} } : {};
      expect([name, (await rest.ask(what, { ...request, token: null })).status]).toEqual([name, 401]);
      const status = description.includes('Any valid token') ? 200 : 403;
      expect([name, (await rest.ask(what, { ...request, token })).status]).toEqual([name, status]);
    }
  });
});
