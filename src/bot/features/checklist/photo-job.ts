import sharp from 'sharp';
import { z } from 'zod';
import {
  photoFailed,
  photoStored,
  SHOW_CHECKLIST,
  type ShowChecklist,
} from '../../../domain/checklists/index.js';
import { defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';

export const STORE_PHOTO = 'photo.store';

/**
 * Fetches the original of a photo and keeps it. The handover does not wait for it: what cannot be fetched or is no
 * picture opens its slot again, and the card says so.
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
      const photo = await deps.prisma.photo.findUniqueOrThrow({ where: { id: payload.photoId } });
      const content = await deps.fetchFile(photo.fileId, signal);
      const size = await pictureSize(content);
      const sha256 = size === null ? null : await deps.blobs.put(content);
      await commit(async (work) => {
        const show = (key: string): Promise<void> =>
          work.enqueue({
            kind: SHOW_CHECKLIST,
            payload: {
              checklistId: photo.checklistId,
              notice: { key, variables: { slot: photo.slot } },
            } satisfies ShowChecklist,
            correlationId,
          });
        if (size === null || sha256 === null) {
          await photoFailed(work.tx, photo.id);
          await show('checklist-photo-broken');
          return;
        }
        const { duplicate } = await photoStored(work.tx, photo.id, { sha256, ...size });
        if (duplicate) await show('checklist-photo-duplicate');
      });
    },
    async onDead({ payload, correlationId }, _error, work) {
      const photo = await work.tx.photo.findUnique({ where: { id: payload.photoId } });
      if (photo === null) return;
      await photoFailed(work.tx, photo.id);
      const show: ShowChecklist = {
        checklistId: photo.checklistId,
        notice: { key: 'checklist-photo-broken', variables: { slot: photo.slot } },
      };
      await work.enqueue({ kind: SHOW_CHECKLIST, payload: show, correlationId });
    },
  });
}

/** Null when it is no picture. */
async function pictureSize(content: Uint8Array): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height } = await sharp(content).metadata();
    return { width, height };
  } catch {
    // sharp names many faults of many formats; to the person it is one: this is no photo.
    return null;
  }
}
