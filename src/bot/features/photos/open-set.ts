import { albumPost, carTopic } from '../../../domain/posts/index.js';
import { findMember } from '../../../domain/staff/index.js';
import { html, lines, shorten } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { Photo } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { albumPhotos, cameraLine } from './album.js';

/** A caption holds 1,024 characters. */
const COMMENT_LIMIT = 700;

interface Asked {
  source: 'checklist' | 'loose';
  setId: string;
}

/** Sends photos that were taken together to whoever wants to see them, in their private chat. */
export async function openPhotoSet(ctx: StaffContext, asked: Asked, deps: BotDeps): Promise<void> {
  const found = await findSet(asked, deps);
  const [first] = found?.photos ?? [];
  if (found === null || first === undefined) {
    ctx.toast = { text: ctx.t('photos-gone'), alert: true };
    return;
  }
  const { photos, kind, comment } = found;
  const car = first.carId === null ? null : await deps.prisma.car.findUnique({ where: { id: first.carId } });
  const branch = car?.branch ?? found.branch;
  if (branch === null) {
    ctx.toast = { text: ctx.t('photos-gone'), alert: true };
    return;
  }
  if (!allowed(ctx, 'car.see', branch)) return;
  const { t, language, person, scope } = ctx;
  const { timezone } = deps.company;
  const by = await findMember(deps.prisma, first.takenBy);
  const line = [
    formatMoment(first.createdAt, timezone, language),
    first.bookingId === null ? undefined : t('booking-title', { id: String(first.bookingId) }),
    by?.name,
  ];
  const caption = lines(
    html`<b>${t(`photos-of-${kind}`)}${car === null ? null : ` · ${carTopic(car, t).name}`}</b>`,
    line.filter((part) => part !== undefined).join(' · '),
    comment === null ? null : shorten(comment, COMMENT_LIMIT),
    cameraLine(photos, { t, language, timezone }),
  );
  await scope.commit((work) =>
    work.emit(
      ...albumPost({
        // Whoever asks again wants to see them again.
        key: `photos:${asked.setId}:${ctx.update.update_id}`,
        to: { chatId: String(person.telegramId) },
        photos: albumPhotos(photos),
        caption,
        correlationId: scope.correlationId,
        priority: 2,
      }),
    ),
  );
  ctx.toast = { text: t('photos-coming') };
}

async function findSet(
  { source, setId }: Asked,
  { prisma }: BotDeps,
): Promise<{ photos: Photo[]; kind: string; branch: string | null; comment: string | null } | null> {
  const counting = { where: { state: { not: 'failed' } }, orderBy: { createdAt: 'asc' as const } };
  if (source === 'loose') {
    const album = await prisma.looseAlbum.findUnique({ where: { id: setId }, include: { photos: counting } });
    return album === null ? null : { ...album, kind: 'loose' };
  }
  const checklist = await prisma.checklist.findUnique({
    where: { id: setId },
    include: { photos: counting },
  });
  return checklist === null ? null : { ...checklist, comment: null };
}
