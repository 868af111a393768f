// npm run bench: builds the product, installs the package of the benchmarks when it is not there yet, and runs them
// with the Node 24 that is part of it. Arguments are passed on; test/bench/README.md explains them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bench = join(root, 'test', 'bench');

// Results go to standard output, so nothing else may.
const quietly = { cwd: root, stdio: ['ignore', 2, 2] };

run(process.execPath, [join(root, 'scripts', 'prisma.mjs'), 'ensure'], quietly);
run(process.execPath, [join(root, 'scripts', 'build.mjs')], quietly);
if (findNode24() === undefined)
  // npm warns that the peers want a newer Node than the one that installs them; they run on the one they bring.
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { ...quietly, cwd: bench });
const node24 = findNode24();
if (node24 === undefined) {
  process.stderr.write(
    `There is no Node 24 for ${process.platform} ${process.arch} among test/bench's packages.\n`,
  );
  process.exit(1);
}
run(node24, [join(bench, 'run.mjs'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });

/** In the packages that hold a binary; the one called `node` only fetches them in an install script. */
function findNode24() {
  return ['node', 'node-bin']
    .map((name) => `${name}-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`)
    .map((name) =>
      join(bench, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    )
    .find((file) => existsSync(file));
}

function run(command, args, options) {
  const { status, error } = spawnSync(command, args, options);
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
