import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { packageRoot } from '../../src/platform/package-root.js';

const START_WITHIN_MS = 60_000;

export interface ProductProcess {
  /** Where its HTTP side answers. */
  url: string;
  /** Lines of its log so far. */
  log: string[];
  /** `kill -9`: no chance to tidy up. */
  kill(): Promise<void>;
  /** As an operator stops it; answers the exit status. */
  stop(): Promise<number | null>;
}

/** A folder for the files of a test; removed by `remove`. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'branchline-test-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Writes a company file and answers its path. */
export function writeCompany(folder: string, company: object): string {
  const path = join(folder, 'company.yaml');
  writeFileSync(path, stringify(company));
  return path;
}

/** Starts the program as operators do, with this environment and nothing else of ours; ready when it answers. */
export async function startProduct(environment: Record<string, string>): Promise<ProductProcess> {
  const child = launch(environment);
  const log: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    AbortSignal.timeout(START_WITHIN_MS).addEventListener('abort', () => {
      reject(new Error(`the program did not start in time:\n${log.join('\n')}`));
    });
    child.once('exit', (status) => {
      reject(new Error(`the program ended with ${String(status)}:\n${log.join('\n')}`));
    });
    if (child.stdout === null || child.stderr === null) throw new Error('the streams are pipes');
    createInterface(child.stderr).on('line', (line) => log.push(line));
    createInterface(child.stdout).on('line', (line) => {
      log.push(line);
      const started = /"url":"(http[^"]+)".*"msg":"started"/.exec(line) ?? /playground: (http\S+)/.exec(line);
      if (started?.[1] === undefined) return;
      resolve(started[1].replace('0.0.0.0', '127.0.0.1'));
    });
  });
  const ended = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode;
  };
  return {
    url,
    log,
    async kill() {
      await ended('SIGKILL');
    },
    stop: () => ended('SIGTERM'),
  };
}

/** Runs the program until it ends by itself; for starts that are refused. */
export async function runProduct(
  environment: Record<string, string>,
): Promise<{ status: number | null; output: string }> {
  const child = launch(environment);
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  const [status] = (await once(child, 'exit')) as [number | null];
  return { status, output };
}

function launch(environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: packageRoot,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      HOST: '127.0.0.1',
      PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
