import { peopleOf } from '../../../domain/staff/index.js';
import { countPhotoSetsOfCar, photoSetsOfCar, type PhotoSet } from '../../../domain/photos/index.js';
import { carTopic, encodeCallback } from '../../../domain/posts/index.js';
import { html, shorten } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { pageNumber, pageOf, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';

const PAGE = 8;
const LABEL_LIMIT = 60;

/** The photos of a car by date: what was taken at each handover, and what was sent without one. */
export async function showPhotosOfCar(
  ctx: StaffContext,
  asked: { carId: number; page: number },
  deps: BotDeps,
): Promise<void> {
  const { t } = ctx;
  const car = await deps.prisma.car.findUnique({ where: { id: asked.carId } });
  if (car === null) {
    ctx.toast = { text: t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, 'car.see', car.branch)) return;
  const total = await countPhotoSetsOfCar(deps.prisma, car.id);
  const { page, pages, skip } = pageOf(total, PAGE, asked.page);
  const sets = await photoSetsOfCar(deps.prisma, car.id, { skip, take: PAGE });
  const people = await peopleOf(
    deps.prisma,
    sets.map(({ takenBy }) => takenBy),
  );
  const names = new Map(people.map((one) => [one.telegramId, one.name]));
  await showScreen(ctx, {
    lines: [
      html`<b>📷 ${carTopic(car, t).name}</b>${pageNumber(page, pages)}`,
      total === 0 ? t('photos-none') : t('photos-hint', { count: total }),
    ],
    keyboard: [
      ...sets.map((set) => [
        {
          text: shorten(labelOf(set, names.get(set.takenBy), ctx, deps), LABEL_LIMIT),
          data: encodeCallback({ action: 'photos.open', source: set.source, setId: set.id }),
        },
      ]),
      turning(page, pages, (to) => ({ action: 'photos.car', carId: car.id, page: to })),
    ],
    back: { action: 'car.show', carId: car.id },
  });
}

function labelOf(
  set: PhotoSet,
  by: string | undefined,
  { t, language }: StaffContext,
  deps: BotDeps,
): string {
  const parts = [
    formatMoment(set.at, deps.company.timezone, language),
    set.comment ?? t(`photos-of-${set.kind ?? 'loose'}`),
    t('photos-count', { count: set.photos }),
    by,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
