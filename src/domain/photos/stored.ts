import type { Photo, Prisma } from '../../platform/prisma/index.js';
import { findAlike } from './alike.js';
import type { Look } from './look.js';
import { isMark } from './words.js';

/** The original and its copies are safe, and this is what they show. */
export interface Original extends Omit<Look, 'preview' | 'thumb'> {
  sha256: string;
  previewSha: string;
  thumbSha: string;
}

/** What the person is told of a photo: the worst of what is to be said; null: nothing. */
type Verdict = 'again' | 'duplicate' | 'alike' | null;

/**
 * Writes down what a photo is. One that shows too little is asked for again, once a slot and only while its checklist is
 * walked: then its slot is open (`again`) until a better one comes or the person keeps it. The same content and the same
 * picture in other bytes are flagged, in whatever handover they were.
 */
export async function photoStored(
  tx: Prisma.TransactionClient,
  id: string,
  original: Original,
): Promise<{ photo: Photo; verdict: Verdict }> {
  const known = await tx.photo.findUniqueOrThrow({ where: { id } });
  // Photos of one checklist one after the other: of two that are the same the second one has to see the first.
  if (known.checklistId !== null)
    await tx.$queryRaw`select id from checklists where id = ${known.checklistId}::uuid for update`;
  const before = await tx.photo.findUniqueOrThrow({ where: { id } });
  const again = original.flaw !== null && (await isAskedAgain(tx, before));
  const same = await tx.photo.findFirst({
    where: { sha256: original.sha256, id: { not: id }, state: { not: 'failed' } },
    select: { id: true },
  });
  const alike = same === null ? await findAlike(tx, before, original.phash) : null;
  const isPending = before.state === 'pending';
  const photo = await tx.photo.update({
    where: { id },
    data: {
      ...original,
      ...(isPending && { state: again ? 'failed' : 'stored' }),
      ...(same !== null && { duplicateOf: same.id }),
      alikeTo: alike,
      kept: original.flaw !== null && !again,
    },
  });
  if (!isPending) return { photo, verdict: null };
  if (again) return { photo, verdict: 'again' };
  if (same !== null) return { photo, verdict: 'duplicate' };
  return { photo, verdict: alike === null ? null : 'alike' };
}

async function isAskedAgain(tx: Prisma.TransactionClient, photo: Photo): Promise<boolean> {
  const { id, checklistId, step, slot } = photo;
  // The photo of a damage mark is taken within the mark: its slot cannot be filled later.
  if (checklistId === null || isMark(slot)) return false;
  const checklist = await tx.checklist.findUnique({ where: { id: checklistId }, select: { state: true } });
  if (checklist?.state !== 'active') return false;
  const askedBefore = await tx.photo.findFirst({
    where: { checklistId, step, slot, flaw: { not: null }, id: { not: id } },
    select: { id: true },
  });
  return askedBefore === null;
}
