import type { Photo } from '../../platform/prisma/index.js';
import type { ZoneDamage } from './comparison.js';

/** Which of the photos around the car show a zone, the best first. */
const SHOWN_BY: Readonly<Record<string, readonly string[]>> = {
  front: ['front', 'front-left', 'front-right'],
  rear: ['rear', 'rear-left', 'rear-right'],
  left: ['left', 'front-left', 'rear-left'],
  right: ['right', 'front-right', 'rear-right'],
  roof: ['front', 'rear'],
  glass: ['front', 'rear'],
  wheels: ['left', 'right'],
  inside: ['seats-front', 'seats-rear'],
};

export interface DamagePair {
  zone: string;
  slot: string;
  comment: string | null;
  /** Null: nobody took one of this place then. */
  before: Photo | null;
  after: Photo;
}

/**
 * Every new mark that has a photo, with what the issue shows of the same place: the photo of an old mark in that zone,
 * or the one around the car.
 */
export function damagePairs(
  damage: readonly ZoneDamage[],
  issued: readonly Photo[],
  returned: readonly Photo[],
): DamagePair[] {
  return damage.flatMap(({ zone, old, fresh }) =>
    fresh.flatMap(({ slot, comment }) => {
      const after = photoOf(returned, slot);
      const slots = [...old.map((mark) => mark.slot), ...(SHOWN_BY[zone] ?? [])];
      const before = slots.map((one) => photoOf(issued, one)).find((photo) => photo !== undefined) ?? null;
      return after === undefined ? [] : [{ zone, slot, comment, before, after }];
    }),
  );
}

function photoOf(photos: readonly Photo[], slot: string): Photo | undefined {
  return photos.findLast((photo) => photo.slot === slot && photo.state !== 'failed');
}
