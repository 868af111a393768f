// npm run migration -- <name>: a new folder in prisma/migrations with the SQL that leads from the existing
// migrations, applied to an empty database, to prisma/schema.prisma. Nothing of the developer's own is touched.
//
// What Prisma's language cannot say (checks, functions, sequences, storage) is added to the file by hand;
// "-- --empty" makes a file for such a change alone.
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { register } from 'tsx/esm/api';

register();
const { applyMigrations, startEmbeddedPostgres } = await import('../src/platform/postgres/index.ts');
const { schemaDifference } = await import('./schema-difference.ts');

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const migrations = join(root, 'prisma', 'migrations');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { empty: { type: 'boolean' } },
});
const [name, ...more] = positionals;

if (name === undefined || more.length > 0 || !/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write('npm run migration -- <name>, the name in lower case with underscores\n');
  process.exit(64);
}

const sql = values.empty ? '-- Written by hand.\n' : await difference();
if (sql === '') {
  process.stdout.write('The migrations give the schema already; nothing was written.\n');
} else {
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const file = join(migrations, `${stamp}_${name}`, 'migration.sql');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, sql);
  process.stdout.write(`${relative(root, file)}\n`);
}

async function difference() {
  await mkdir(migrations, { recursive: true });
  // Prisma's CLI refuses a folder of migrations that does not name its database.
  await writeFile(join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n');
  const folder = await mkdtemp(join(tmpdir(), 'branchline-migration-'));
  await chmod(folder, 0o755);
  const log = pino({ level: 'warn' }, pino.destination(2));
  const database = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false, log });
  try {
    await applyMigrations({ url: database.url, folder: migrations, log });
    return await schemaDifference({
      url: database.url,
      schemaFile: join(root, 'prisma', 'schema.prisma'),
    });
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
