import { encodeCallback, type Button } from '../posts/index.js';
import type { Translate } from '../../platform/i18n/index.js';
import type { Photo } from '../../platform/prisma/index.js';
import { slotName } from './words.js';

/** For the card of a checklist: each photo that was asked for again can be kept as it is. */
export function keepPhotoButtons(waiting: readonly Photo[], t: Translate): Button[][] {
  return waiting.map(({ id, slot }) => [
    {
      text: t('button-keep-photo', { slot: slotName(slot, t) }),
      data: encodeCallback({ action: 'photo.keep', photoId: id }),
    },
  ]);
}

/** For the card of a checklist that has ended without some photos. */
export function addMissingPhotosButton(checklistId: string, t: Translate): Button {
  return {
    text: `📷 ${t('button-missing-photos')}`,
    data: encodeCallback({ action: 'photos.missing', checklistId }),
  };
}

/** Leads to the photos of a car, by date. */
export function carPhotosButton(carId: number, t: Translate): Button {
  return { text: `📷 ${t('button-photos')}`, data: encodeCallback({ action: 'photos.car', carId, page: 0 }) };
}
