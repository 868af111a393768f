import type { AlbumPost } from '../../../domain/posts/index.js';
import { html, lines, type Html } from '../../../kernel/html.js';
import { formatMoment, type Language, type Translate } from '../../../platform/i18n/index.js';
import type { Photo } from '../../../platform/prisma/index.js';

/** Photos as an album posts them: by Telegram's id, from the originals when Telegram has lost it. */
export function albumPhotos(photos: readonly Photo[]): AlbumPost['photos'] {
  return photos.map(({ fileId, document, sha256 }) => ({ fileId, document, blob: sha256 ?? undefined }));
}

/** What the camera wrote down of when and where; null when none of the photos says. */
export function cameraLine(
  photos: readonly Photo[],
  { t, language, timezone }: { t: Translate; language: Language; timezone: string },
): Html | null {
  const takenAt = photos.find((photo) => photo.takenAt !== null)?.takenAt ?? null;
  const placed = photos.find(({ latitude, longitude }) => latitude !== null && longitude !== null);
  if (takenAt === null && placed === undefined) return null;
  const map = `https://maps.google.com/?q=${placed?.latitude ?? 0},${placed?.longitude ?? 0}`;
  return lines(
    takenAt === null
      ? null
      : `🕓 ${t('photos-camera-time', { at: formatMoment(takenAt, timezone, language) })}`,
    placed === undefined ? null : html`📍 <a href="${map}">${t('photos-place')}</a>`,
  );
}
