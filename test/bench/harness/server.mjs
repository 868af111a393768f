import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { productModule, productRoot } from '../product/build.mjs';
import { say } from './report.mjs';

/** All databases of the bench begin with it; what a run that was killed left is dropped by the next one. */
const PREFIX = 'branchline_bench_';

/**
 * One real PostgreSQL for the run: the product's own, in a folder beside the repository's other data (a folder in
 * memory would make fsync free), or the one that DATABASE_URL names.
 */
export async function startServer() {
  const given = process.env['DATABASE_URL'];
  const server = given === undefined ? await startOwn() : { url: given, stop: async () => {} };
  try {
    const settings = await readSettings(server.url);
    requireDurable(settings);
    await dropLeftovers(server.url);
    return new Server(server, settings);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Always in the same folder: a second run at the same time is refused, and what a killed run left is taken over. */
async function startOwn() {
  const { startEmbeddedPostgres } = await productModule('platform/postgres/index.js');
  const folder = join(productRoot, '.data', 'bench');
  const log = { debug() {}, info() {}, warn, error: warn };
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: true, log });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function warn(facts, message) {
  say(`${message} ${JSON.stringify(facts)}`);
}

async function readSettings(url) {
  const { rows } = await query(
    url,
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as "synchronousCommit",
       current_setting('full_page_writes') as "fullPageWrites",
       current_setting('shared_buffers') as "sharedBuffers", current_setting('autovacuum') as autovacuum`,
  );
  return rows[0];
}

function requireDurable(settings) {
  for (const name of ['fsync', 'synchronousCommit', 'fullPageWrites'])
    if (settings[name] !== 'on') throw new Error(`${name} is ${settings[name]}: such figures mean nothing`);
}

async function dropLeftovers(url) {
  const { rows } = await query(url, `select datname from pg_database where starts_with(datname, $1)`, [
    PREFIX,
  ]);
  for (const { datname } of rows) await drop(url, datname);
}

async function drop(url, name) {
  await query(url, `alter database ${name} allow_connections true`);
  await query(url, `drop database if exists ${name} with (force)`);
}

/** One statement on a connection of its own. */
export async function query(url, text, values = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
}

class Server {
  #server;
  #templates = new Map();
  #made = 0;

  constructor(server, settings) {
    this.#server = server;
    this.settings = settings;
  }

  /**
   * Gives a fresh copy of a template to `work` and drops it afterwards; the drop's checkpoint falls between two
   * measurements. A template is made once a run.
   *
   * @template Result
   * @param {string} template
   * @param {(url: string) => Promise<void>} make fills the template
   * @param {(url: string) => Promise<Result>} work
   */
  async withDatabase(template, make, work) {
    const source = await this.#template(template, make);
    this.#made += 1;
    const name = `${PREFIX}${this.#made}`;
    await query(this.#server.url, `create database ${name} template ${source} strategy file_copy`);
    try {
      return await work(this.#urlOf(name));
    } finally {
      await drop(this.#server.url, name);
    }
  }

  async stop() {
    try {
      await dropLeftovers(this.#server.url);
    } finally {
      await this.#server.stop();
    }
  }

  async #template(template, make) {
    const known = this.#templates.get(template);
    if (known !== undefined) return known;
    const name = `${PREFIX}template_${template.replaceAll(/[^a-z0-9]/g, '_')}`;
    await query(this.#server.url, `create database ${name}`);
    await make(this.#urlOf(name));
    await query(this.#server.url, `alter database ${name} allow_connections false`);
    this.#templates.set(template, name);
    return name;
  }

  #urlOf(name) {
    const url = new URL(this.#server.url);
    url.pathname = `/${name}`;
    return url.href;
  }
}
