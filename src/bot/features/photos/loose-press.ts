import { audit } from '../../../domain/audit/index.js';
import { openIncident } from '../../../domain/incidents/index.js';
import {
  attachLooseAlbum,
  dropLooseAlbum,
  findLooseAlbum,
  setLoosePurpose,
  type LooseView,
} from '../../../domain/photos/index.js';
import { albumPost, carTopic, type CallbackOf } from '../../../domain/posts/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines, shorten } from '../../../kernel/html.js';
import type { Car, Photo } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { albumPhotos, cameraLine } from './album.js';
import { emitLooseCard } from './loose-card.js';

const COMMENT_LIMIT = 700;

/** Whether the press is by the one who sent the photos; another one is told so. */
async function isTheirs(ctx: StaffContext, albumId: string, deps: BotDeps): Promise<boolean> {
  const album = await deps.prisma.looseAlbum.findUnique({ where: { id: albumId } });
  if (album?.staffId === ctx.person.telegramId) return true;
  ctx.toast = { text: ctx.t(album === null ? 'stale-button' : 'loose-of-another'), alert: true };
  return false;
}

/** A page of all cars instead of the likely ones. */
export async function pressLooseCars(
  ctx: StaffContext,
  { albumId, page }: CallbackOf<'loose.cars'>,
  deps: BotDeps,
): Promise<void> {
  if (await isTheirs(ctx, albumId, deps))
    await ctx.scope.commit((work) => emitLooseCard(work, albumId, ctx, deps, { page }));
}

/** The photos are of this car: they go into its topic, or make an incident of it. The first press decides. */
export async function pressLooseCar(
  ctx: StaffContext,
  { albumId, carId }: CallbackOf<'loose.car'>,
  deps: BotDeps,
): Promise<void> {
  if (!(await isTheirs(ctx, albumId, deps))) return;
  const car = await deps.prisma.car.findUnique({ where: { id: carId } });
  if (car === null || car.deleted) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, 'photo.attach', car.branch)) return;
  const now = deps.clock.now();
  const told = await ctx.scope.commit(async (work) => {
    const isFirst = await attachLooseAlbum(work.tx, albumId, { carId, branch: car.branch, now });
    if (isFirst) {
      await audit(work.tx, {
        actor: ctx.person.telegramId,
        action: 'photos.attached',
        subject: `car:${carId}`,
        details: { albumId },
      });
      const view = await findLooseAlbum(work.tx, albumId);
      if (view?.album.purpose === 'problem') await report(work, view, car, ctx, deps);
      else if (view !== null) await emitToCar(work, view, car, view.photos, ctx, deps);
    }
    await emitLooseCard(work, albumId, ctx, deps);
    return isFirst ? 'loose-done' : 'loose-answered';
  });
  ctx.toast = { text: ctx.t(told) };
}

/** What the photos are for, or that they are for nothing. */
export async function pressLoose(
  ctx: StaffContext,
  { albumId, verb }: CallbackOf<'loose'>,
  deps: BotDeps,
): Promise<void> {
  if (!(await isTheirs(ctx, albumId, deps))) return;
  const told = await ctx.scope.commit(async (work) => {
    const isDone = await change(work, albumId, verb, ctx, deps);
    await emitLooseCard(work, albumId, ctx, deps);
    return isDone;
  });
  if (!told) ctx.toast = { text: ctx.t('loose-answered') };
}

async function change(
  work: Work,
  albumId: string,
  verb: CallbackOf<'loose'>['verb'],
  ctx: StaffContext,
  deps: BotDeps,
): Promise<boolean> {
  if (verb === 'drop') return dropLooseAlbum(work.tx, albumId, deps.clock.now());
  if (await setLoosePurpose(work.tx, albumId, verb)) return true;
  const view = await findLooseAlbum(work.tx, albumId);
  if (verb === 'keep' || view?.album.state !== 'attached') return false;
  const car = await work.tx.car.findUnique({ where: { id: view.album.carId ?? 0 } });
  if (car === null || !allowed(ctx, 'incident.report', car.branch)) return false;
  return report(work, view, car, ctx, deps);
}

/** Opens an incident with the photos, once. */
async function report(
  work: Work,
  { album, photos }: LooseView,
  car: Car,
  ctx: StaffContext,
  deps: BotDeps,
): Promise<boolean> {
  const t = deps.texts.in(deps.company.language);
  const { id, opened } = await openIncident(work, deps, {
    kind: 'reported',
    branch: car.branch,
    carId: car.id,
    text: album.comment ?? t('loose-problem-text', { name: ctx.person.name, count: photos.length }),
    key: `loose:${album.id}`,
    openedBy: ctx.person.telegramId,
    photoIds: photos.map((photo) => photo.id),
    correlationId: ctx.scope.correlationId,
  });
  await work.tx.looseAlbum.update({ where: { id: album.id }, data: { incidentId: id } });
  return opened;
}

/** Posts photos into the topic of the car that they were found to be of, in the company's language. */
export async function emitToCar(
  work: Work,
  { album }: LooseView,
  car: Car,
  photos: readonly Photo[],
  ctx: StaffContext,
  deps: BotDeps,
): Promise<void> {
  const [first] = photos;
  if (first === undefined) return;
  const { language, timezone } = deps.company;
  const t = deps.texts.in(language);
  await work.emit(
    ...albumPost({
      key: `loose:${album.id}:${first.id}`,
      to: { branch: car.branch, topic: carTopic(car, t) },
      photos: albumPhotos(photos),
      caption: lines(
        html`📷 ${t('loose-caption', { name: ctx.person.name, count: photos.length })}`,
        album.comment === null ? null : shorten(album.comment, COMMENT_LIMIT),
        cameraLine(photos, { t, language, timezone }),
      ),
      correlationId: ctx.scope.correlationId,
      priority: 5,
    }),
  );
}
