import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ALIKE_BITS } from './likeness.js';
import { lookAt, type Look } from './look.js';
import { jpeg, nightScene, scene } from './pictures-for-tests.js';

async function look(content: Uint8Array): Promise<Look> {
  const seen = await lookAt(content, 'Asia/Tbilisi');
  if (seen === null) throw new Error('no picture');
  return seen;
}

/** In how many bits two hashes differ. */
function distance(a: Look, b: Look): number {
  if (a.phash === null || b.phash === null) throw new Error('nothing to compare');
  return BigInt.asUintN(64, a.phash ^ b.phash)
    .toString(2)
    .replaceAll('0', '').length;
}

describe('the look of a photo', () => {
  it('has two smaller copies, upright, without what the camera wrote', async () => {
    const standing = await sharp(Buffer.from(scene(1, { width: 2400, height: 1800 })))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const seen = await look(standing);
    expect([seen.width, seen.height]).toEqual([1800, 2400]);
    for (const [copy, width] of [
      [seen.preview, 1280],
      [seen.thumb, 320],
    ] as const) {
      const made = await sharp(copy).metadata();
      expect(made).toMatchObject({ format: 'jpeg', width });
      expect(made.height).toBeGreaterThan(width);
      expect(made.orientation).toBeUndefined();
      expect(made.exif).toBeUndefined();
    }
  });

  it('is none of what is no picture, is cut off, or is empty', async () => {
    const whole = await jpeg(scene(2));
    for (const content of [Buffer.from('a letter'), whole.subarray(0, 300), Buffer.alloc(0)])
      expect(await lookAt(content, 'Asia/Tbilisi')).toBeNull();
  });

  it('is there for the formats that telephones send as files', async () => {
    const picture = sharp(Buffer.from(scene(3)));
    for (const content of [await picture.png().toBuffer(), await picture.webp().toBuffer()])
      expect((await look(content)).flaw).toBeNull();
  });
});

describe('the quality of a photo', () => {
  it('is enough by day, and at night when lamps light the car', async () => {
    expect((await look(await jpeg(scene(4)))).flaw).toBeNull();
    const night = await look(await jpeg(nightScene(4, [{ x: 400, y: 500, radius: 220 }])));
    expect(night.flaw).toBeNull();
    // By its mean it is as black as one that shows nothing.
    expect(night.brightness).toBeLessThan(20);
  });

  it('is too dark when there is hardly anything to be seen', async () => {
    const farLamp = await look(await jpeg(nightScene(4, [{ x: 900, y: 300, radius: 40 }])));
    const lens = await look(await jpeg(nightScene(4, [])));
    const underexposed = await look(
      await sharp(await jpeg(scene(4)))
        .linear(0.1, 0)
        .jpeg()
        .toBuffer(),
    );
    expect([farLamp, lens, underexposed].map((one) => one.flaw)).toEqual(['dark', 'dark', 'dark']);
  });

  it('is too small under 640 pixels on the long side, not at 640', async () => {
    expect((await look(await jpeg(scene(5, { width: 639, height: 480 })))).flaw).toBe('small');
    expect((await look(await jpeg(scene(5, { width: 480, height: 640 })))).flaw).toBeNull();
  });

  it('is blurred when nothing has an edge, and dim photos are not taken for blurred ones', async () => {
    const sharpOne = await jpeg(scene(6));
    expect((await look(await sharp(sharpOne).blur(20).jpeg().toBuffer())).flaw).toBe('blurred');
    expect((await look(await sharp(sharpOne).linear(0.35, 0).jpeg().toBuffer())).flaw).toBeNull();
  });
});

describe('the likeness of photos', () => {
  it('holds when one is saved again, made smaller or lighter', async () => {
    for (const seed of [10, 11, 12]) {
      const content = await jpeg(scene(seed));
      const first = await look(content);
      for (const again of [
        sharp(content).jpeg({ quality: 40 }),
        sharp(content).resize(800).jpeg(),
        sharp(content).modulate({ brightness: 1.15 }).jpeg(),
        sharp(content).webp({ quality: 60 }),
      ])
        expect(distance(first, await look(await again.toBuffer()))).toBeLessThanOrEqual(ALIKE_BITS);
    }
  });

  it('does not hold between different ones', async () => {
    const looks = await Promise.all(
      Array.from({ length: 12 }, async (_, seed) => look(await jpeg(scene(100 + seed)))),
    );
    const distances = looks.flatMap((one, at) => looks.slice(0, at).map((other) => distance(one, other)));
    expect(Math.min(...distances)).toBeGreaterThan(3 * ALIKE_BITS);
  });

  it('says nothing of photos that show nothing: all of them are alike', async () => {
    const black = await look(await jpeg(nightScene(1, [])));
    const wall = await look(
      await sharp({ create: { width: 800, height: 600, channels: 3, background: '#ccc' } })
        .jpeg()
        .toBuffer(),
    );
    expect([black.phash, wall.phash]).toEqual([null, null]);
  });
});
