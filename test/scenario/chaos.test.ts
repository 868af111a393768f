import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/platform/package-root.js';
import { GRAVE } from '../chaos/account/finding.js';
import { runCampaign } from '../chaos/campaign.js';

/** A minute of faults; what comes before and after it takes as long as the machine needs. */
const SEED = 11;
const SECONDS = 60;
const WITHIN_MS = 420_000;

describe('under faults', () => {
  it(
    `nothing is lost, repeated, skipped, stuck or doubled (seed ${SEED})`,
    { timeout: WITHIN_MS },
    async () => {
      const folder = join(packageRoot, '.data', 'chaos', `test-${SEED}`);
      const progress: string[] = [];
      const { findings } = await runCampaign({
        ...{ seed: SEED, seconds: SECONDS, folder },
        say: (text) => progress.push(text),
      });
      const grave = findings.filter(({ kind }) => GRAVE.some((one) => one === kind));
      expect(grave, `${progress.join('\n')}\nthe evidence is in ${folder}`).toEqual([]);
    },
  );
});
