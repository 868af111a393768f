import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Backend } from '../backend.js';
import { badRequest } from '../errors.js';
import type { StoredPhoto } from '../state/index.js';

const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
const MAX_SIDES = 10_000;
const MAX_RATIO = 20;
/** Telegram's size letters and the squares that the sizes fit into. */
const BOXES = [
  ['s', 90],
  ['m', 320],
  ['x', 800],
  ['y', 1280],
] as const;
const JPEG_QUALITY = 87;

interface Rendition {
  letter: string;
  width: number;
  height: number;
  content: Buffer;
}

/** Makes a photo of an upload: upright, re-encoded, in several sizes. The same content gives the same unique ids. */
export async function storePhoto(backend: Backend, content: Buffer): Promise<StoredPhoto> {
  if (content.length > MAX_PHOTO_BYTES) {
    throw badRequest(
      `file of size ${content.length} bytes is too big for a photo; the maximum size is ${MAX_PHOTO_BYTES} bytes`,
    );
  }
  const hash = createHash('sha256').update(content).digest('base64url');
  const known = backend.state.photosByHash.get(hash);
  const photo: StoredPhoto =
    known === undefined
      ? photoOf(backend, hash, await render(content))
      : {
          ...known,
          sizes: known.sizes.map((size) => ({ ...size, ...newNames(backend, size.file_unique_id) })),
        };
  backend.store.commit({ type: 'media', media: photo });
  return photo;
}

function photoOf(backend: Backend, hash: string, renditions: Rendition[]): StoredPhoto {
  const sizes = renditions.map(({ letter, width, height, content }) => {
    const file_unique_id = `AQAD${hash.slice(0, 12)}${letter}`;
    const blob = `${hash}-${letter}.jpg`;
    backend.blobs.put(blob, content);
    return {
      ...newNames(backend, file_unique_id),
      file_unique_id,
      blob,
      size: content.length,
      width,
      height,
    };
  });
  return { kind: 'photo', hash, sizes };
}

/** A file_id is new with each upload, the unique id is not: what wants to know a photo again has to use that one. */
function newNames(backend: Backend, uniqueId: string): { file_id: string; path: string } {
  const number = backend.state.allocateFileNumber();
  return {
    file_id: `AgACAgIAAxkBAAI${number.toString(36)}_${uniqueId}`,
    path: `photos/file_${number}.jpg`,
  };
}

async function render(content: Buffer): Promise<Rendition[]> {
  const { width, height } = await dimensions(content);
  if (width + height > MAX_SIDES || Math.max(width / height, height / width) > MAX_RATIO) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  const longest = Math.max(width, height);
  const boxes = BOXES.filter((_box, index) => index === 0 || longest > (BOXES[index - 1]?.[1] ?? 0));
  try {
    return await Promise.all(
      boxes.map(async ([letter, side]) => {
        const { data, info } = await sharp(content)
          .autoOrient()
          .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
          .flatten({ background: '#ffffff' })
          .jpeg({ quality: JPEG_QUALITY })
          .toBuffer({ resolveWithObject: true });
        return { letter, width: info.width, height: info.height, content: data };
      }),
    );
  } catch (cause) {
    throw Object.assign(badRequest('IMAGE_PROCESS_FAILED'), { cause });
  }
}

async function dimensions(content: Buffer): Promise<{ width: number; height: number }> {
  try {
    const { autoOrient } = await sharp(content).metadata();
    return autoOrient;
  } catch (cause) {
    throw Object.assign(badRequest('IMAGE_PROCESS_FAILED'), { cause });
  }
}
