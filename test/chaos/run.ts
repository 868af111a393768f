/**
 * npm run chaos [-- --minutes N] [--seed N]: one campaign. Results as JSON lines on standard output, progress on
 * standard error, logs and evidence in .data/chaos/seed-N; exit status 1 when something was lost, repeated or stuck.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/platform/package-root.js';
import { runCampaign } from './campaign.js';
import { isSound, reportLines } from './report.js';

const USAGE = 'npm run chaos -- [--minutes N] [--seed N]';

const { minutes, seed } = readArguments();
const folder = join(packageRoot, '.data', 'chaos', `seed-${seed}`);
const result = await runCampaign({ seed, seconds: minutes * 60, folder, say });
for (const { kind, what, evidence } of result.findings.slice(0, 40))
  say(`${kind}: ${what} ${JSON.stringify(evidence).slice(0, 300)}`);
for (const line of reportLines(result)) process.stdout.write(`${JSON.stringify(line)}\n`);
if (!isSound(result)) {
  say(`something is wrong; the evidence is in ${folder}`);
  process.exitCode = 1;
}

function readArguments(): { minutes: number; seed: number } {
  try {
    const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
    const minutes = Number(values.minutes ?? 1);
    const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
    if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes ?? ''} is no time`);
    if (!Number.isSafeInteger(seed)) throw new Error(`--seed ${values.seed ?? ''} is no whole number`);
    return { minutes, seed };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    return process.exit(2);
  }
}

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 23)} ${text}\n`);
}
