import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import type { TestProject } from 'vitest/node';
import { packageRoot } from '../../src/platform/package-root.js';
import { applyMigrations, startEmbeddedPostgres } from '../../src/platform/postgres/index.js';

interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

const template = 'branchline_template';
const prefix = 'branchline-test-';
const log = pino({ level: 'warn' }, pino.destination(2));

/** Every project of a run calls this in the same process; they share one server. */
const shared = globalThis as { branchlineTestServer?: { server: Promise<TestServer>; users: number } };

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const holder = (shared.branchlineTestServer ??= { server: startServer(), users: 0 });
  holder.users += 1;
  const server = await holder.server;
  project.provide('postgres', { url: server.url, template });
  return async () => {
    holder.users -= 1;
    if (holder.users > 0) return;
    delete shared.branchlineTestServer;
    await server.stop();
  };
}

async function startServer(): Promise<TestServer> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), prefix));
  // Started by root the server is another account, which must be able to enter.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false, log });
  async function stop(): Promise<void> {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  try {
    await makeTemplate(server.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: server.url, stop };
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${template}`);
    const target = new URL(url);
    target.pathname = `/${template}`;
    await applyMigrations({ url: target.href, folder: join(packageRoot, 'prisma', 'migrations'), log });
    // A template with a session in it cannot be copied.
    await client.query(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
  } finally {
    await client.end();
  }
}

/** A run that was killed hard leaves its server behind; starting on its folder takes that over and ends it. */
async function removeLeftovers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    const lock = await stat(join(folder, 'postgres.lock')).catch(() => undefined);
    if (!lock || Date.now() - lock.mtimeMs < 60_000) continue;
    const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false, log });
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
