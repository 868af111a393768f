// The benchmarks: results as JSON lines on standard output, progress on standard error. Started by scripts/bench.mjs
// with the Node that everything is measured on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benches } from './benches/index.mjs';
import { say } from './harness/report.mjs';
import { startServer } from './harness/server.mjs';

const USAGE = `npm run bench -- [--only NAME]... [--rounds N] [--quick]\nnames: ${Object.keys(benches).join(', ')}\n`;

const wanted = readArguments();
const server = await startServer();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    void server.stop().finally(() => process.exit(1));
  });
try {
  const { quick, rounds } = wanted;
  const statistics = quick ? ['cold'] : ['cold', 'analysed'];
  const context = { server, quick, rounds, statistics, versions };
  for (const name of wanted.names) {
    say(name);
    // What one of them cannot measure is no reason not to measure the others.
    await benches[name](context).catch((error) => {
      say(error.stack);
      process.exitCode = 1;
    });
  }
} finally {
  await server.stop();
}

function readArguments() {
  const options = {
    only: { type: 'string', multiple: true },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
  };
  try {
    const { values } = parseArgs({ options });
    const names = values.only ?? Object.keys(benches);
    for (const name of names) if (!Object.hasOwn(benches, name)) throw new Error(`there is no bench ${name}`);
    const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${values.rounds} is no count`);
    return { names, rounds, quick: values.quick };
  } catch (error) {
    process.stderr.write(`${error.message}\n${USAGE}`);
    return process.exit(2);
  }
}

/** Which programs a figure is about; `peer` is the package beside ours, where it is one. */
function versions(peer) {
  const peerVersion = peer === undefined ? undefined : versionOf(peer);
  return {
    versions: {
      node: process.versions.node,
      postgres: server.settings.version,
      ...(peerVersion !== undefined && { [peer]: peerVersion }),
    },
  };
}

function versionOf(name) {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'));
  return dependencies[name];
}
