import { findLooseAlbum, type LooseView } from '../../../domain/photos/index.js';
import { cardPost, carTopic, encodeCallback, type Button } from '../../../domain/posts/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines, shorten, type Html } from '../../../kernel/html.js';
import type { Car, Prisma } from '../../../platform/prisma/index.js';
import { branchesOf } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { pageOf, turning } from '../../core/pages.js';

const CARS_ON_A_PAGE = 12;
const IN_A_ROW = 2;
const LABEL_LIMIT = 32;
const COMMENT_LIMIT = 300;

/** Which cars are to be chosen from: those that are likely, or a page of all. */
type Choice = 'likely' | { page: number };

/** Shows the question about photos that came without a checklist, or what has become of them. */
export async function emitLooseCard(
  work: Work,
  albumId: string,
  ctx: StaffContext,
  deps: BotDeps,
  choice: Choice = 'likely',
): Promise<void> {
  const view = await findLooseAlbum(work.tx, albumId);
  if (view === null) return;
  const { album } = view;
  const car = album.carId === null ? null : await work.tx.car.findUnique({ where: { id: album.carId } });
  const open = album.state === 'open';
  await work.emit(
    cardPost({
      key: `loose:${album.id}`,
      to: { chatId: String(album.staffId) },
      html: open ? question(view, ctx) : ending(view, car, ctx),
      keyboard: open ? await carButtons(work.tx, view, ctx, deps, choice) : afterwards(view, ctx),
      seen: ctx.message?.message_id,
      correlationId: ctx.scope.correlationId,
      priority: 1,
    }),
  );
}

function question({ album, photos }: LooseView, { t }: StaffContext): Html {
  const count = photos.length;
  return lines(
    html`<b>📷 ${t('photos-count', { count })}</b>`,
    album.comment === null ? null : html`<i>${shorten(album.comment, COMMENT_LIMIT)}</i>`,
    album.purpose === 'problem' ? t('loose-which-car-problem') : t('loose-which-car', { count }),
  );
}

function ending({ album, photos }: LooseView, car: Car | null, { t }: StaffContext): Html {
  const count = photos.length;
  if (album.state === 'dropped') return html`✖️ ${t('loose-dropped')}`;
  const name = car === null ? '—' : carTopic(car, t).name;
  return lines(
    html`✅ ${t('loose-attached', { count, car: name })}`,
    album.incidentId === null ? null : html`⚠️ ${t('loose-reported')}`,
  );
}

async function carButtons(
  tx: Prisma.TransactionClient,
  { album }: LooseView,
  ctx: StaffContext,
  deps: BotDeps,
  choice: Choice,
): Promise<Button[][]> {
  const { t } = ctx;
  const verb = (text: string, verb: 'keep' | 'problem' | 'drop'): Button => ({
    text,
    data: encodeCallback({ action: 'loose', albumId: album.id, verb }),
  });
  const { cars, more } =
    choice === 'likely'
      ? await likelyPage(tx, album.offered, album.id, ctx, deps)
      : await pageOfCars(tx, choice.page, album.id, ctx, deps);
  return [
    ...rowsOf(
      cars.map((car) => ({
        text: shorten(carTopic(car, t).name, LABEL_LIMIT),
        data: encodeCallback({ action: 'loose.car', albumId: album.id, carId: car.id }),
      })),
    ),
    more,
    [
      album.purpose === 'problem'
        ? verb(`← ${t('button-loose-keep')}`, 'keep')
        : verb(`⚠️ ${t('button-loose-problem')}`, 'problem'),
      verb(`✖ ${t('button-loose-drop')}`, 'drop'),
    ],
  ];
}

interface CarsShown {
  cars: Car[];
  more: Button[];
}

async function likelyPage(
  tx: Prisma.TransactionClient,
  offered: readonly number[],
  albumId: string,
  ctx: StaffContext,
  deps: BotDeps,
): Promise<CarsShown> {
  const known = await tx.car.findMany({ where: { id: { in: [...offered] }, deleted: false } });
  const cars = offered.flatMap((id) => known.find((car) => car.id === id) ?? []);
  // Nobody has to press "another" when there is none to choose from at all.
  if (cars.length === 0) return pageOfCars(tx, 0, albumId, ctx, deps);
  const data = encodeCallback({ action: 'loose.cars', albumId, page: 0 });
  return { cars, more: [{ text: ctx.t('button-loose-other'), data }] };
}

async function pageOfCars(
  tx: Prisma.TransactionClient,
  wanted: number,
  albumId: string,
  ctx: StaffContext,
  deps: BotDeps,
): Promise<CarsShown> {
  const where = { branch: { in: branchesOf(ctx.person, deps.company) }, deleted: false };
  const { page, pages, skip } = pageOf(await tx.car.count({ where }), CARS_ON_A_PAGE, wanted);
  const cars = await tx.car.findMany({
    where,
    orderBy: [{ plate: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    skip,
    take: CARS_ON_A_PAGE,
  });
  return { cars, more: turning(page, pages, (to) => ({ action: 'loose.cars', albumId, page: to })) };
}

/** Photos that show a problem may be seen to do so later. */
function afterwards({ album }: LooseView, { t }: StaffContext): Button[][] {
  if (album.state !== 'attached' || album.incidentId !== null) return [];
  const data = encodeCallback({ action: 'loose', albumId: album.id, verb: 'problem' });
  return [[{ text: `⚠️ ${t('button-loose-problem')}`, data }]];
}

function rowsOf(buttons: Button[]): Button[][] {
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += IN_A_ROW) rows.push(buttons.slice(at, at + IN_A_ROW));
  return rows;
}
