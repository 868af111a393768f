import { carOf, incidentTitle, openIncident } from '../../../domain/incidents/index.js';
import {
  addPhoto,
  attachLooseAlbum,
  openLooseAlbum,
  STORE_PHOTO,
  type TakenPhoto,
} from '../../../domain/photos/index.js';
import { may } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

interface Problem {
  text: string;
  photos: TakenPhoto[];
  carId: number | null;
  branch: string;
}

/** Opens the incident with its photos; answers what the person is told. */
export async function storeProblem(outer: BotContext, problem: Problem, deps: BotDeps): Promise<string> {
  const { person, t } = outer;
  const { correlationId } = outer.scope;
  const { text, carId, branch } = problem;
  // Asked at every step: who it is was looked up for this update.
  if (person === null || !may(person, 'incident.report', branch)) return t('refused');
  const openedBy = person.telegramId;
  const id = await outer.scope.commit(async (work) => {
    const album = await storePhotos(work, problem, openedBy, deps, correlationId);
    const opened = await openIncident(work, deps, {
      ...{ kind: 'reported', branch, text, openedBy, photoIds: album.photoIds, correlationId },
      carId: carId ?? undefined,
    });
    if (album.id !== null)
      await work.tx.looseAlbum.update({ where: { id: album.id }, data: { incidentId: opened.id } });
    return opened.id;
  });
  const incident = await deps.prisma.incident.findUniqueOrThrow({ where: { id } });
  return t('problem-sent', { title: incidentTitle(incident, await carOf(deps.prisma, incident), t) });
}

/** They are the car's, as other photos that people send without a checklist. */
async function storePhotos(
  work: Work,
  { photos, carId, branch, text }: Problem,
  takenBy: bigint,
  deps: BotDeps,
  correlationId: string,
): Promise<{ id: string | null; photoIds: string[] }> {
  if (photos.length === 0) return { id: null, photoIds: [] };
  const now = deps.clock.now();
  const album = await openLooseAlbum(
    work.tx,
    { staffId: takenBy, groupId: `problem:${correlationId}`, comment: text, now },
    () => Promise.resolve([]),
  );
  const photoIds: string[] = [];
  for (const [at, photo] of photos.entries()) {
    const place = { step: 'problem', slot: String(at + 1) };
    const photoId = await addPhoto(work.tx, { albumId: album.id, carId, takenBy }, place, photo);
    photoIds.push(photoId);
    await work.enqueue({ kind: STORE_PHOTO, payload: { photoId }, correlationId, priority: 6 });
  }
  if (carId === null)
    await work.tx.looseAlbum.update({
      where: { id: album.id },
      data: { state: 'attached', branch, settledAt: now },
    });
  else await attachLooseAlbum(work.tx, album.id, { carId, branch, now });
  return { id: album.id, photoIds };
}
