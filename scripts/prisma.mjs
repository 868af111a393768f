// node scripts/prisma.mjs ensure|generate|validate [...]: Prisma's CLI without the network.
//
// `ensure` makes the client when there is none for this schema and this version of Prisma, and costs nothing when
// there is: no install script makes it (.npmrc), so whoever needs it calls this first.
//
// The CLI wants a schema engine binary, which it would download. Generating and validating never run it, so any
// executable file satisfies the CLI. New migrations come from scripts/migration.mjs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [asked = 'ensure', ...rest] = process.argv.slice(2);
const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
const stamp = join(root, 'src', 'platform', 'prisma', 'generated', '.made-of');
const madeOf = createHash('sha256')
  .update(readFileSync(join(root, 'prisma', 'schema.prisma')))
  .update(readFileSync(manifest))
  .digest('hex');
if (asked === 'ensure' && existsSync(stamp) && readFileSync(stamp, 'utf8') === madeOf) process.exit(0);

const command = asked === 'ensure' ? 'generate' : asked;
const cli = join(dirname(manifest), 'build', 'index.js');
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
// Nobody reads the output of what went well.
if (result.status !== 0 || command !== 'generate') process.stderr.write(result.stdout + result.stderr);
if (result.status === 0 && command === 'generate') writeFileSync(stamp, madeOf);
process.exit(result.status ?? 1);
