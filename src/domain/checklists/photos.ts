import type { Prisma } from '../../platform/prisma/index.js';

export interface TakenPhoto {
  fileId: string;
  fileUniqueId: string;
  document: boolean;
  width: number | null;
  height: number | null;
}

/** Writes down a photo for a slot; the original is fetched later. Answers its id. */
export async function addPhoto(
  tx: Prisma.TransactionClient,
  of: { checklistId: string; carId: number | null; takenBy: bigint },
  place: { step: string; slot: string },
  taken: TakenPhoto,
): Promise<string> {
  const { fileId, fileUniqueId, document, width, height } = taken;
  // The same file sent before, here or at another handover, is flagged; it counts until somebody retakes it.
  const before = await tx.photo.findFirst({
    where: { fileUniqueId, state: { not: 'failed' } },
    select: { id: true },
  });
  const row = await tx.photo.create({
    data: {
      ...of,
      ...place,
      fileId,
      fileUniqueId,
      document,
      width,
      height,
      state: 'pending',
      duplicateOf: before?.id ?? null,
    },
  });
  return row.id;
}

/** A photo that is to be taken anew does not count any more; the row and the original stay. */
export async function dropPhoto(
  tx: Prisma.TransactionClient,
  checklistId: string,
  place: { step: string; slot: string },
): Promise<void> {
  await tx.photo.updateMany({
    where: { checklistId, ...place, state: { not: 'failed' } },
    data: { state: 'failed' },
  });
}

/** The original is safe. Flags it when the same content was there before. */
export async function photoStored(
  tx: Prisma.TransactionClient,
  id: string,
  original: { sha256: string; width: number; height: number },
): Promise<{ duplicate: boolean }> {
  const before = await tx.photo.findFirst({
    where: { sha256: original.sha256, id: { not: id }, state: { not: 'failed' } },
    select: { id: true },
  });
  await tx.photo.updateMany({
    where: { id, state: 'pending' },
    data: { ...original, state: 'stored', ...(before !== null && { duplicateOf: before.id }) },
  });
  return { duplicate: before !== null };
}

/** The original cannot be had or is no picture: its slot is open again. */
export async function photoFailed(tx: Prisma.TransactionClient, id: string): Promise<void> {
  await tx.photo.update({ where: { id }, data: { state: 'failed' } });
}
