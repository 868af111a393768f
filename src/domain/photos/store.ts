import type { Photo, Prisma } from '../../platform/prisma/index.js';
import type { TakenPhoto } from './taken.js';

/** The job that fetches the original of a photo, keeps it and looks at it. Its payload is `{ photoId }`. */
export const STORE_PHOTO = 'photo.store';

/** The slot that a photo is for. */
export interface Place {
  step: string;
  slot: string;
}

type Owner =
  | { checklistId: string; carId: number | null; bookingId: number | null; takenBy: bigint }
  | { albumId: string; carId: number | null; takenBy: bigint };

/** Writes down a photo; `STORE_PHOTO` fetches the original later. Answers its id. */
export async function addPhoto(
  tx: Prisma.TransactionClient,
  of: Owner,
  place: Place,
  taken: TakenPhoto,
): Promise<string> {
  // The same file sent before, here or at another handover, is flagged; it counts until somebody retakes it.
  const before = await tx.photo.findFirst({
    where: { fileUniqueId: taken.fileUniqueId, state: { not: 'failed' } },
    select: { id: true },
  });
  const { id } = await tx.photo.create({
    data: {
      ...of,
      ...place,
      ...taken,
      source: 'albumId' in of ? 'loose' : 'checklist',
      state: 'pending',
      duplicateOf: before?.id ?? null,
    },
    select: { id: true },
  });
  return id;
}

/** A photo that is to be taken anew does not count any more; the row and the original stay. */
export async function dropPhoto(
  tx: Prisma.TransactionClient,
  checklistId: string,
  place: Place,
): Promise<void> {
  await tx.photo.updateMany({
    where: { checklistId, ...place, state: { not: 'failed' } },
    data: { state: 'failed' },
  });
}

/** The original cannot be had or is no picture: its slot is open again. */
export async function photoFailed(tx: Prisma.TransactionClient, id: string): Promise<void> {
  await tx.photo.update({ where: { id }, data: { state: 'failed' } });
}

/**
 * Photos that showed too little and were asked for again, and for which nothing has come: one for a slot, oldest first.
 * `photos` are those of one checklist, in the order in which they came.
 */
export function questioned(photos: readonly Photo[]): Photo[] {
  const isFilled = ({ step, slot }: Photo): boolean =>
    photos.some((one) => one.step === step && one.slot === slot && one.state !== 'failed');
  return photos.filter(
    (photo, at) =>
      isQuestioned(photo) &&
      !isFilled(photo) &&
      !photos.slice(at + 1).some((one) => one.step === photo.step && one.slot === photo.slot),
  );
}

function isQuestioned(photo: Photo): boolean {
  return photo.state === 'failed' && photo.flaw !== null && photo.sha256 !== null && !photo.kept;
}

/**
 * There is no better one: the photo counts as it is. False when its slot has been filled in the meantime, or the photo
 * waits for no answer. The checklist's row is to be locked before.
 */
export async function keepPhoto(tx: Prisma.TransactionClient, id: string): Promise<boolean> {
  const photo = await tx.photo.findUnique({ where: { id } });
  const checklistId = photo?.checklistId ?? null;
  if (photo === null || checklistId === null) return false;
  const all = await tx.photo.findMany({
    where: { checklistId, step: photo.step, slot: photo.slot },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  if (!questioned(all).some((one) => one.id === id)) return false;
  await tx.photo.update({ where: { id }, data: { state: 'stored', kept: true } });
  return true;
}

/** Nobody took a better one until the end: a dark photo is more than none. Answers how many count now. */
export async function keepQuestioned(
  tx: Prisma.TransactionClient,
  photos: readonly Photo[],
): Promise<number> {
  const { count } = await tx.photo.updateMany({
    where: { id: { in: questioned(photos).map(({ id }) => id) } },
    data: { state: 'stored', kept: true },
  });
  return count;
}
