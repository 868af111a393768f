import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { besideEachOther } from './pictures.js';

function photo(width: number, height: number, background: string, orientation = 1): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .withMetadata({ orientation })
    .toBuffer();
}

/** The colour at a point, each part to the nearest quarter: JPEG blurs a little. */
async function colourAt(picture: Buffer, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(picture)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data].map((part) => Math.round(part / 64));
}

describe('two photos beside each other', () => {
  it('are one picture: then on the left, now on the right, each whole and upright', async () => {
    // The right one was taken with the phone held sideways: it is as high as the left one is wide.
    const picture = await besideEachOther(
      await photo(800, 400, '#00ff00'),
      await photo(400, 800, '#0000ff', 6),
    );
    const { format, width, height } = await sharp(picture).metadata();
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: 1_824, height: 900 });
    expect(await colourAt(picture, 450, 450)).toEqual([0, 4, 0]);
    expect(await colourAt(picture, 1_374, 450)).toEqual([0, 0, 4]);
    // Both are wide: above them is the empty part of the square.
    expect(await colourAt(picture, 450, 100)).toEqual(await colourAt(picture, 1_374, 100));
  });

  it('differ by the frame: grey is then, red is now', async () => {
    const one = await photo(600, 600, '#ffffff');
    const picture = await besideEachOther(one, one);
    expect(await colourAt(picture, 4, 450)).toEqual([2, 3, 3]);
    expect(await colourAt(picture, 1_819, 450)).toEqual([3, 1, 1]);
  });

  it('are none when one is no photo', async () => {
    await expect(besideEachOther(Buffer.from('no photo'), await photo(9, 9, '#ffffff'))).rejects.toThrow();
  });
});
