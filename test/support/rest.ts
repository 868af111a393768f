import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { restApi, type RestDeps } from '../../src/api/index.js';
import { BranchlineError } from '../../src/kernel/errors.js';
import { createHttpServer } from '../../src/ingress/http/index.js';
import { createJobMetrics, Worker } from '../../src/engine/jobs/index.js';
import { compileRoute, createRunJobs, defineTool, type AnyTool } from '../../src/engine/pipelines/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLog } from '../../src/platform/log/index.js';
import { toolDescriptions } from '../../src/tools/index.js';
import { telegramAskTool } from '../../src/tools/telegram-ask.js';
import { viewOf } from './agents.js';
import { openTestDatabase, type OpenDatabase } from './database.js';

export const BOOTSTRAP = 'bootstrap-token-of-the-tests';

/** What a request was answered. */
export interface Reply<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Request {
  /** Null: without any; `BOOTSTRAP` when not said. */
  token?: string | null;
  body?: unknown;
  /** Instead of `body`: as it is. */
  raw?: string;
  headers?: Record<string, string>;
}

export interface RestServer {
  database: OpenDatabase;
  url: string;
  /** `GET /v1/agents`, `POST /v1/agents`, ... */
  ask<Body = Record<string, unknown>>(what: string, request?: Request): Promise<Reply<Body>>;
  /** Lets runs go: a worker for their steps, until the server is closed. */
  work(): void;
  /** A token with just these scopes. */
  tokenWith(...scopes: string[]): Promise<string>;
  close(): Promise<void>;
}

/** The REST API over real HTTP and a database of its own. */
export async function startRestServer(own: Partial<RestDeps> = {}): Promise<RestServer> {
  const database = await openTestDatabase();
  const log = createLog('silent');
  const server = await createHttpServer(log);
  const { prisma, sql, workshop, wakeups } = database;
  const questions = { ...viewOf(database), clock: systemClock };
  const tools = new Map(
    [...TOOLS, telegramAskTool({ ...questions, prisma })].map((tool) => [tool.name, tool]),
  );
  await server.register(
    restApi({
      ...{ prisma, sql, workshop, wakeups, questions },
      ...{ tools, toolDescriptions: toolDescriptions(tools) },
      shadowReplays: { start: keepShadowReplay },
      ...{ bootstrapToken: BOOTSTRAP, timezone: 'Asia/Tbilisi' },
      ...own,
    }),
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const workers: Worker[] = [];
  let agents = 0;

  async function ask<Body>(what: string, request: Request = {}): Promise<Reply<Body>> {
    const [method = 'GET', path = '/'] = what.split(' ');
    const { token = BOOTSTRAP, body, raw = body === undefined ? undefined : JSON.stringify(body) } = request;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(raw !== undefined && { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(raw !== undefined && { body: raw }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as Body,
    };
  }

  return {
    ...{ database, url, ask },
    async tokenWith(...scopes) {
      agents += 1;
      const { body } = await ask<{ token: string }>('POST /v1/agents', {
        body: { name: `agent ${agents}`, scopes },
      });
      return body.token;
    },
    work() {
      workers.push(
        new Worker(
          {
            ...{ sql, workshop, wakeups, log, metrics: createJobMetrics(new Registry()) },
            definitions: createRunJobs({ sql, tools, log, retryMs: 10, onFinished: () => Promise.resolve() }),
          },
          { name: 'worker', concurrency: 5, leaseMs: 60_000, pollMs: 200 },
        ),
      );
      workers.at(-1)?.start();
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.stop(0)));
      await server.close();
      await database.close();
    },
  };
}

/** Only the row: what does the work is not of the API. */
const keepShadowReplay: RestDeps['shadowReplays']['start'] = async (
  work,
  { source, since, until, requestedBy },
) => {
  const { name } = compileRoute(source, 'route', new Map(TOOLS.map((tool) => [tool.name, tool])));
  const row = await work.tx.shadowReplay.create({
    data: { ...{ route: name, source, since, until, requestedBy }, plan: {} },
  });
  return row.id;
};

/** Tools that do nothing but show what they were given, or wait. */
const TOOLS: readonly AnyTool[] = [
  defineTool({
    name: 'debug.echo',
    description: 'Answers what it is given',
    input: z.record(z.string(), z.json()),
    output: z.record(z.string(), z.json()),
    changes: false,
    run: (input) => Promise.resolve({ output: input as Record<string, string> }),
  }),
  defineTool({
    name: 'debug.fail',
    description: 'Fails',
    input: z.strictObject({ message: z.string() }),
    output: z.json(),
    changes: false,
    run: ({ message }) => Promise.reject(new BranchlineError('debug.failed', { retryable: false, message })),
  }),
  defineTool({
    name: 'debug.hold',
    description: 'Waits for good',
    input: z.strictObject({}),
    output: z.json(),
    changes: false,
    run: () => Promise.resolve({ waitUntil: null, waitsFor: 'the end', output: null }),
  }),
  defineTool({
    name: 'telegram.post',
    description: 'Posts a text',
    input: z.strictObject({ text: z.string().describe('What is posted') }),
    output: z.object({ key: z.string() }),
    changes: true,
    run: () => Promise.resolve({ output: { key: 'k' } }),
  }),
];
