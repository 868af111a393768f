import type { LooseAlbum, Photo, Prisma } from '../../platform/prisma/index.js';

/** What the question about a loose album needs. */
export interface LooseView {
  album: LooseAlbum;
  photos: Photo[];
}

/** The album that a photo belongs to, its row locked; made with the first photo of it. */
export async function openLooseAlbum(
  tx: Prisma.TransactionClient,
  of: { staffId: bigint; groupId: string; comment: string | null; now: Date },
  offer: () => Promise<number[]>,
): Promise<LooseAlbum> {
  const { staffId, groupId, comment, now } = of;
  const known = await lockBy(tx, { staffId, groupId });
  if (known === null)
    return tx.looseAlbum.create({
      data: { staffId, groupId, comment, offered: await offer(), createdAt: now },
    });
  // The caption may stand below any photo of an album.
  return known.comment === null && comment !== null
    ? tx.looseAlbum.update({ where: { id: known.id }, data: { comment } })
    : known;
}

async function lockBy(
  tx: Prisma.TransactionClient,
  { staffId, groupId }: { staffId: bigint; groupId: string },
): Promise<LooseAlbum | null> {
  await tx.$queryRaw`select id from loose_albums where staff_id = ${staffId} and group_id = ${groupId} for update`;
  return tx.looseAlbum.findUnique({ where: { staffId_groupId: { staffId, groupId } } });
}

export async function findLooseAlbum(tx: Prisma.TransactionClient, id: string): Promise<LooseView | null> {
  const found = await tx.looseAlbum.findUnique({
    where: { id },
    include: { photos: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  });
  if (found === null) return null;
  const { photos, ...album } = found;
  return { album, photos: photos.filter(({ state }) => state !== 'failed') };
}

/** Whether this press was the one that decided: the first wins. */
export async function attachLooseAlbum(
  tx: Prisma.TransactionClient,
  id: string,
  to: { carId: number; branch: string; now: Date },
): Promise<boolean> {
  const { carId, branch, now } = to;
  const { count } = await tx.looseAlbum.updateMany({
    where: { id, state: 'open' },
    data: { state: 'attached', carId, branch, settledAt: now },
  });
  if (count === 0) return false;
  await tx.photo.updateMany({ where: { albumId: id }, data: { carId } });
  return true;
}

/** The photos are of nothing that concerns the company: they do not count. */
export async function dropLooseAlbum(tx: Prisma.TransactionClient, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.looseAlbum.updateMany({
    where: { id, state: 'open' },
    data: { state: 'dropped', settledAt: now },
  });
  if (count === 0) return false;
  await tx.photo.updateMany({ where: { albumId: id }, data: { state: 'failed' } });
  return true;
}

/** What the photos are sent for, while it is not decided whose they are. */
export async function setLoosePurpose(
  tx: Prisma.TransactionClient,
  id: string,
  purpose: 'keep' | 'problem',
): Promise<boolean> {
  const { count } = await tx.looseAlbum.updateMany({ where: { id, state: 'open' }, data: { purpose } });
  return count > 0;
}
