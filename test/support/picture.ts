import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** A mosaic of its own for each seed, a JPEG: as large, sharp, bright and unlike others as a good photo is. */
export async function picture(seed: number | string): Promise<Buffer> {
  const raw = { width: 32, height: 24, channels: 3 as const };
  const colours = createHash('shake256', { outputLength: raw.width * raw.height * 3 });
  return sharp(colours.update(String(seed)).digest(), { raw })
    .resize({ width: 640, height: 480, kernel: 'nearest' })
    .jpeg()
    .toBuffer();
}
