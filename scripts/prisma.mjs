// node scripts/prisma.mjs generate|validate [...]: Prisma's CLI without the network.
//
// The CLI wants a schema engine binary, which it would download. Generating and validating never run it, so any
// executable file satisfies the CLI. New migrations come from scripts/migration.mjs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = 'generate', ...rest] = process.argv.slice(2);

if (!existsSync(join(root, 'prisma', 'schema.prisma'))) {
  // An image installs the packages before it copies the sources.
  process.stdout.write(
    `no prisma/schema.prisma yet: run "node scripts/prisma.mjs ${command}" when it is there\n`,
  );
  process.exit(0);
}

const cli = join(dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build', 'index.js');
const hints = command === 'generate' ? ['--no-hints'] : [];
const result = spawnSync(process.execPath, [cli, command, ...hints, ...rest], {
  cwd: root,
  encoding: 'utf8',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    NO_COLOR: '1',
  },
});
if (result.error) throw result.error;
// Nobody reads the output of an install script that went well.
if (result.status !== 0 || command !== 'generate') process.stderr.write(result.stdout + result.stderr);
process.exit(result.status ?? 1);
