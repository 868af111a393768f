import type { Translate } from '../../platform/i18n/index.js';
import type { Photo } from '../../platform/prisma/index.js';
import type { Flaw } from './quality.js';
import { flaws } from './quality.js';

/** The photos of damage marks are called `mark-<n>`. */
export function isMark(slot: string): boolean {
  return slot.startsWith('mark-');
}

/** What a slot shows, in the reader's words. */
export function slotName(slot: string, t: Translate): string {
  return t(`slot-${isMark(slot) ? 'mark' : slot}`);
}

function flawOfPhoto(photo: Photo): Flaw | null {
  return flaws.find((one) => one === photo.flaw) ?? null;
}

/**
 * What a manager should know of the photos of a handover: which were there before, which show little and were kept. Lines
 * for its summary; none when there is nothing to say.
 */
export function photoFlagLines(photos: readonly Photo[], t: Translate): string[] {
  const counting = photos.filter(({ state }) => state !== 'failed');
  const slotsOf = (are: (photo: Photo) => boolean): string =>
    counting
      .filter(are)
      .map(({ slot }) => slotName(slot, t))
      .join(', ');
  const duplicates = slotsOf(({ duplicateOf }) => duplicateOf !== null);
  const alike = slotsOf(({ duplicateOf, alikeTo }) => duplicateOf === null && alikeTo !== null);
  const weak = flaws.map((flaw) => ({ flaw, slots: slotsOf((photo) => photo.flaw === flaw) }));
  return [
    ...(duplicates === '' ? [] : [t('photos-flag-duplicate', { slots: duplicates })]),
    ...(alike === '' ? [] : [t('photos-flag-alike', { slots: alike })]),
    ...weak.filter(({ slots }) => slots !== '').map(({ flaw, slots }) => t(`photos-flag-${flaw}`, { slots })),
  ];
}

/** Photos that were asked for again and are not there yet, each with what is wrong; lines for the checklist's card. */
export function questionLines(waiting: readonly Photo[], t: Translate): string[] {
  return waiting.flatMap((photo) => {
    const flaw = flawOfPhoto(photo);
    return flaw === null ? [] : [t(`photo-again-${flaw}`, { slot: slotName(photo.slot, t) })];
  });
}
