import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient } from 'redis';
import { describe } from 'vitest';
import { freePort } from './free-port.js';

/** A Redis of a test's own, which can be stopped, killed and started again with what it held. */
export interface TestRedis {
  readonly url: string;
  /** Does nothing while it runs. */
  start(): Promise<void>;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  /** It holds its connections, and answers nothing until `resume`. */
  freeze(): void;
  resume(): void;
  /** What is in it, asked by a client of its own for every call. */
  ask<Result>(question: (client: RedisQuestioner) => Promise<Result>): Promise<Result>;
  /** Ends it and removes what it held. */
  drop(): Promise<void>;
}

type RedisQuestioner = ReturnType<typeof questioner>;

const binary = findServer();
if (binary === undefined)
  console.warn('There is no redis-server in PATH or REDIS_SERVER: the tests that need one are skipped.');

/** `describe` for tests that need a Redis; skipped where there is none. */
export const describeWithRedis =
  binary === undefined
    ? (name: string, tests: () => void) => describe.skip(`${name} (skipped: no redis-server)`, tests)
    : describe;

export async function startTestRedis(): Promise<TestRedis> {
  if (binary === undefined) throw new Error('there is no redis-server');
  const folder = await mkdtemp(join(tmpdir(), 'branchline-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const isUp = () => server?.exitCode === null && server.signalCode === null;
  const redis: TestRedis = {
    url,
    async start() {
      if (!isUp()) server = await startServer(binary, folder, port);
    },
    async stop() {
      if (server === undefined || !isUp()) return;
      const ended = once(server, 'exit');
      server.kill('SIGCONT');
      server.kill('SIGTERM');
      await ended;
    },
    freeze: () => server?.kill('SIGSTOP'),
    resume: () => server?.kill('SIGCONT'),
    async ask(question) {
      const client = questioner(url);
      await client.connect();
      try {
        return await question(client);
      } finally {
        client.destroy();
      }
    },
    async drop() {
      await redis.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await redis.start();
  return redis;
}

function questioner(url: string) {
  const client = createClient({ url, RESP: 2, socket: { reconnectStrategy: false } });
  return client.on('error', () => undefined);
}

async function startServer(path: string, folder: string, port: number): Promise<ChildProcess> {
  const server = spawn(
    path,
    [
      ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder],
      ...['--save', '', '--appendonly', 'yes', '--appendfsync', 'no'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  process.once('exit', () => server.kill('SIGKILL'));
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    said.push(line);
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`redis-server did not start:\n${said.join('\n')}`);
}

function findServer(): string | undefined {
  const named = process.env['REDIS_SERVER'];
  const places = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'redis-server'));
  return [...(named === undefined ? [] : [named]), ...places].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
