import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run and the database with all migrations applied that tests copy. */
    postgres: { url: string; template: string };
  }
}

export interface TestDatabase {
  readonly url: string;
  /** Ends the sessions that are still in it, too. */
  drop(): Promise<void>;
}

/** A database of its own for a test, with all migrations applied: a copy of the template of this run. */
export function createTestDatabase(): Promise<TestDatabase> {
  const { url, template } = inject('postgres');
  return create(url, `TEMPLATE ${template}`);
}

/** The same without any migration. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create(inject('postgres').url, '');
}

async function create(serverUrl: string, options: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name} ${options}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
