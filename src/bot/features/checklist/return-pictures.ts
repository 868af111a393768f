import { z } from 'zod';
import { assessmentOf, loadChecklist } from '../../../domain/checklists/index.js';
import { besideEachOther, damagePairs, photosOf, type DamagePair } from '../../../domain/handovers/index.js';
import { photoPost } from '../../../domain/posts/index.js';
import { defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import { BranchlineError } from '../../../kernel/errors.js';
import { html } from '../../../kernel/html.js';
import type { BotDeps } from '../../core/deps.js';
import { markText } from './return-words.js';
import { topicOf } from './summary.js';
import { viewOf } from './view.js';

export const RETURN_PICTURES = 'return.pictures';

const MAX_ATTEMPTS = 12;

/**
 * Puts every new damage beside what the issue shows of the same place, in the car's topic, as soon as the originals are
 * fetched. A photo that is not to be had is left out at the last attempt: the album has all that Telegram has.
 */
export function createReturnPicturesJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    kind: RETURN_PICTURES,
    payload: z.object({ checklistId: z.uuid() }),
    maxAttempts: MAX_ATTEMPTS,
    timeoutMs: 60_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 1_000, maxMs: 300_000 },
    async handle({ payload, correlationId, attempt }, { commit }) {
      const open = await loadChecklist(deps.prisma, payload.checklistId);
      const issue = open?.issue ?? null;
      if (open === null || issue === null) return;
      const { damage } = assessmentOf(open, deps.company).comparison;
      const pairs = damagePairs(damage, await photosOf(deps.prisma, issue), open.photos);
      const fetched = pairs.flatMap((pair) => hashesOf(pair) ?? []);
      if (fetched.length < withBefore(pairs) && attempt < MAX_ATTEMPTS)
        throw new BranchlineError('return.photos_not_fetched', { retryable: true });
      const view = viewOf(open, deps, deps.company.language);
      const { t } = view;
      const made = await Promise.all(
        fetched.map(async ({ pair, before, after }) => ({
          pair,
          blob: await deps.blobs.put(
            await besideEachOther(await deps.blobs.get(before), await deps.blobs.get(after)),
          ),
        })),
      );
      await commit((work) =>
        work.emit(
          ...made.map(({ pair, blob }) =>
            photoPost({
              ...{ blob, correlationId },
              key: `damage:${payload.checklistId}:${pair.slot}`,
              to: topicOf(view),
              caption: html`${t('returned-beside', { place: markText(pair, t) })}`,
              priority: 5,
            }),
          ),
        ),
      );
    },
  });
}

function withBefore(pairs: readonly DamagePair[]): number {
  return pairs.filter(({ before }) => before !== null).length;
}

/** Null while one of the two originals is not fetched, and where there is nothing to put it beside. */
function hashesOf(pair: DamagePair): { pair: DamagePair; before: string; after: string } | null {
  const before = pair.before?.sha256 ?? null;
  const after = pair.after.sha256;
  return before === null || after === null ? null : { pair, before, after };
}
