import sharp from 'sharp';
import { readExif, type CameraNote } from './exif.js';
import { HASH_SIDE, perceptualHash } from './likeness.js';
import { brightnessOf, flawOf, type Flaw, type Grey } from './quality.js';

const PREVIEW_WIDTH = 1280;
const THUMB_WIDTH = 320;
/** What quality is measured at. */
const GREY_SIDE = 640;

/** What there is to know of a picture by looking at it. */
export interface Look extends CameraNote {
  /** Upright, in pixels. */
  width: number;
  height: number;
  /** Smaller copies for screens and pages, upright, without the camera's notes. */
  preview: Buffer;
  thumb: Buffer;
  /** Mean luminance, 0..255. */
  brightness: number;
  flaw: Flaw | null;
  /** What it looks like; null where there is nothing to compare. */
  phash: bigint | null;
}

/** Looks at a file. Null when it is no picture that can be shown. `zone`: where a camera's time without an offset is meant. */
export async function lookAt(content: Uint8Array, zone: string): Promise<Look | null> {
  try {
    const { autoOrient, exif } = await sharp(content).metadata();
    const preview = await sharp(content)
      .autoOrient()
      .resize({ width: PREVIEW_WIDTH, withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer();
    const thumb = await sharp(preview)
      .resize({ width: THUMB_WIDTH, withoutEnlargement: true })
      .jpeg({ quality: 75 })
      .toBuffer();
    const grey = await greyOf(preview);
    const flaw = flawOf(autoOrient, grey);
    return {
      ...readExif(exif, zone),
      ...{ width: autoOrient.width, height: autoOrient.height, preview, thumb, flaw },
      brightness: brightnessOf(grey),
      // Two black photos look the same, and that says nothing.
      phash: flaw === 'dark' || flaw === 'blurred' ? null : await hashOf(preview),
    };
  } catch {
    // sharp names many faults of many formats; to the person it is one: this is no photo.
    return null;
  }
}

async function greyOf(picture: Buffer): Promise<Grey> {
  const { data, info } = await sharp(picture)
    .resize({ width: GREY_SIDE, height: GREY_SIDE, fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

async function hashOf(picture: Buffer): Promise<bigint> {
  const grey = await sharp(picture)
    .greyscale()
    .resize({ width: HASH_SIDE, height: HASH_SIDE, fit: 'fill' })
    .raw()
    .toBuffer();
  return perceptualHash(grey);
}
