import { z } from 'zod';
import { SHOW_CHECKLIST, type ShowChecklist } from '../../../domain/checklists/index.js';
import {
  lookAt,
  missingAfterAll,
  photoFailed,
  photoStored,
  STORE_PHOTO,
} from '../../../domain/photos/index.js';
import { defineJob, type AnyJobDefinition, type Work } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';

/** What the card of the checklist says this once. That a photo is asked for again stays on it. */
const noticeOf = { again: undefined, duplicate: 'checklist-photo-duplicate', alike: 'photo-alike' } as const;

/**
 * Fetches the original of a photo, looks at it and keeps it with its smaller copies. The handover does not wait for it:
 * what cannot be fetched or is no picture, and what shows too little, opens its slot again, and the card says so.
 */
export function createStorePhotoJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    kind: STORE_PHOTO,
    payload: z.object({ photoId: z.uuid() }),
    maxAttempts: 10,
    timeoutMs: 60_000,
    waitsOutside: true,
    backoff: { strategy: 'exponential_jitter', baseMs: 1_000, maxMs: 300_000 },
    async handle({ payload, correlationId }, { signal, commit }) {
      const { id, fileId } = await deps.prisma.photo.findUniqueOrThrow({ where: { id: payload.photoId } });
      const content = await deps.fetchFile(fileId, signal);
      const look = await lookAt(content, deps.company.timezone);
      if (look === null) {
        await commit((work) => broken(work, id, correlationId));
        return;
      }
      const { preview, thumb, ...seen } = look;
      const original = {
        ...seen,
        sha256: await deps.blobs.put(content),
        previewSha: await deps.blobs.put(preview),
        thumbSha: await deps.blobs.put(thumb),
      };
      await commit(async (work) => {
        const { photo, verdict } = await photoStored(work.tx, id, original);
        // One that shows too little is named on the summary, too, when its checklist has ended by now.
        if (verdict !== null || photo.flaw !== null)
          await show(work, photo, verdict === null ? undefined : noticeOf[verdict], correlationId);
      });
    },
    onDead: ({ payload, correlationId }, _error, work) => broken(work, payload.photoId, correlationId),
  });
}

async function broken(work: Work, photoId: string, correlationId: string): Promise<void> {
  const photo = await work.tx.photo.findUnique({ where: { id: photoId } });
  if (photo === null) return;
  await photoFailed(work.tx, photo.id);
  if (photo.checklistId !== null)
    await missingAfterAll(work.tx, photo.checklistId, `${photo.step}/${photo.slot}`);
  await show(work, photo, 'checklist-photo-broken', correlationId);
}

/** Loose photos have no card that could say it. */
async function show(
  work: Work,
  { checklistId, slot }: { checklistId: string | null; slot: string },
  key: string | undefined,
  correlationId: string,
): Promise<void> {
  if (checklistId === null) return;
  const notice = key === undefined ? undefined : { key, variables: { slot } };
  const payload: ShowChecklist = { checklistId, notice };
  await work.enqueue({ kind: SHOW_CHECKLIST, payload, correlationId });
}
