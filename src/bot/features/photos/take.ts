import {
  addPhoto,
  expectedLatePhotos,
  findLooseAlbum,
  likelyCars,
  openLooseAlbum,
  photoOf,
  STORE_PHOTO,
  type TakenPhoto,
} from '../../../domain/photos/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { branchesOf } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { takeLatePhoto } from './late.js';
import { emitLooseCard } from './loose-card.js';
import { emitToCar } from './loose-press.js';

/** A photo that no checklist takes: one that a finished one lacks, or one of which is asked what it belongs to. */
export async function takePhoto(ctx: StaffContext, deps: BotDeps): Promise<boolean> {
  const { message } = ctx;
  const photo = message === undefined ? null : photoOf(message);
  if (message === undefined || photo === null) return false;
  await ctx.scope.commit(async (work) => {
    const checklistId = await expectedLatePhotos(work.tx, ctx.person.telegramId, deps.clock.now());
    const isTaken = checklistId !== null && (await takeLatePhoto(work, checklistId, photo, ctx, deps));
    const groupId = message.media_group_id ?? `message:${message.message_id}`;
    if (!isTaken) await takeLoosePhoto(work, { photo, groupId, caption: message.caption }, ctx, deps);
  });
  return true;
}

/** The photos of an album are one question: each of them joins it, and an answered one goes the way of the others. */
async function takeLoosePhoto(
  work: Work,
  sent: { photo: TakenPhoto; groupId: string; caption: string | undefined },
  ctx: StaffContext,
  deps: BotDeps,
): Promise<void> {
  const { telegramId: staffId, rentprogId } = ctx.person;
  const now = deps.clock.now();
  const comment = sent.caption?.trim() ?? '';
  const album = await openLooseAlbum(
    work.tx,
    { staffId, groupId: sent.groupId, comment: comment === '' ? null : comment, now },
    () => {
      const sender = { telegramId: staffId, rentprogId, branches: branchesOf(ctx.person, deps.company) };
      return likelyCars(work.tx, sender, now, comment);
    },
  );
  if (album.state === 'dropped') return;
  const count = await work.tx.photo.count({ where: { albumId: album.id } });
  const owner = { albumId: album.id, carId: album.carId, takenBy: staffId };
  const place = { step: 'loose', slot: String(count + 1) };
  const photoId = await addPhoto(work.tx, owner, place, sent.photo);
  await work.enqueue({
    kind: STORE_PHOTO,
    payload: { photoId },
    correlationId: ctx.scope.correlationId,
    priority: 6,
  });
  if (album.state === 'attached') await follow(work, album.id, photoId, ctx, deps);
  await emitLooseCard(work, album.id, ctx, deps);
}

/** The album was answered before all of it was here. */
async function follow(
  work: Work,
  albumId: string,
  photoId: string,
  ctx: StaffContext,
  deps: BotDeps,
): Promise<void> {
  const view = await findLooseAlbum(work.tx, albumId);
  const car = await work.tx.car.findUnique({ where: { id: view?.album.carId ?? 0 } });
  if (view === null || car === null) return;
  await emitToCar(
    work,
    view,
    car,
    view.photos.filter(({ id }) => id === photoId),
    ctx,
    deps,
  );
}
