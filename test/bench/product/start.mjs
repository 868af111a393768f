import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { productRoot } from './build.mjs';
import { company } from './company.mjs';

const START_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;

/**
 * The compiled program as a process of its own, as operators start it; its log goes to a file.
 *
 * @template Result
 * @param {Record<string, string>} environment
 * @param {(url: string) => Promise<Result>} work
 */
export async function withProduct(environment, work) {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-'));
  const logFile = join(folder, 'log');
  const companyFile = join(folder, 'company.yaml');
  await writeFile(companyFile, JSON.stringify(company));
  const log = await open(logFile, 'w');
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: productRoot,
    stdio: ['ignore', log.fd, log.fd],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      BOT_TOKEN: '4200000001:benchmark-of-branchline-000000000',
      COMPANY_FILE: companyFile,
      DATA_DIR: folder,
      ...environment,
    },
  });
  try {
    return await work(await started(child, logFile));
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await log.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function started(child, logFile) {
  const patience = performance.now() + START_WITHIN_MS;
  for (;;) {
    const lines = await readFile(logFile, 'utf8');
    const [, url] = /"url":"(http[^"]+)".*"msg":"started"/.exec(lines) ?? [];
    if (url !== undefined) return url;
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}:\n${lines}`);
    if (performance.now() > patience) throw new Error(`the program did not start in time:\n${lines}`);
    await delay(LOOK_EVERY_MS);
  }
}
