import { describe, expect, it } from 'vitest';
import type { Photo } from '../../platform/prisma/index.js';
import type { ZoneDamage } from './comparison.js';
import { damagePairs } from './damage-photos.js';

function photo(slot: string, id: string, state = 'stored'): Photo {
  return { id, slot, state } as Photo;
}

const scratch = { zone: 'left', comment: 'scratch', slot: 'mark-0' };

function pairs(damage: Partial<ZoneDamage>, issued: Photo[], returned: Photo[]): unknown[] {
  const found = damagePairs([{ zone: 'left', old: [], fresh: [scratch], ...damage }], issued, returned);
  return found.map(({ slot, before, after }) => [slot, before?.id ?? null, after.id]);
}

describe('new damage beside the issue', () => {
  it('is shown beside the photo of an old mark in the same zone', () => {
    const old = [{ zone: 'left', comment: null, slot: 'mark-2' }];
    const issued = [photo('left', 'side'), photo('mark-2', 'old mark')];
    expect(pairs({ old }, issued, [photo('mark-0', 'new')])).toEqual([['mark-0', 'old mark', 'new']]);
  });

  it('is shown beside the photo from that side where nothing was marked', () => {
    const issued = [photo('front-left', 'corner'), photo('left', 'side'), photo('mark-0', 'of another zone')];
    expect(pairs({}, issued, [photo('mark-0', 'new')])).toEqual([['mark-0', 'side', 'new']]);
    expect(pairs({}, issued.slice(0, 1), [photo('mark-0', 'new')])).toEqual([['mark-0', 'corner', 'new']]);
  });

  it('stands alone where nobody took a photo then, and is left out where nobody took one now', () => {
    expect(pairs({}, [], [photo('mark-0', 'new')])).toEqual([['mark-0', null, 'new']]);
    expect(pairs({}, [photo('left', 'side')], [])).toEqual([]);
  });

  it('counts only photos that are not taken anew, the latest of several', () => {
    const returned = [
      photo('mark-0', 'first', 'failed'),
      photo('mark-0', 'second'),
      photo('mark-0', 'third'),
    ];
    expect(pairs({}, [photo('left', 'dropped', 'failed')], returned)).toEqual([['mark-0', null, 'third']]);
  });
});
