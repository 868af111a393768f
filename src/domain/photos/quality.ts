/** Why a photo shows too little. */
export const flaws = ['dark', 'small', 'blurred'] as const;
export type Flaw = (typeof flaws)[number];

/** Pixels on the long side. Telegram's own smallest useful size is 800. */
const LEAST_SIDE = 640;

/** A pixel brighter than this shows something on a telephone held in the night. */
const VISIBLE = 40;
/**
 * With a smaller share of visible pixels a photo is too dark. Measured with 64 photographs, many taken at night: of those
 * under lamps a street and a car show 4 % and more, one with nothing but a far lit tower 0.7 %, and all of them with an
 * eighth of their light next to nothing. The mean alone does not tell them apart: a car under a lamp in a black yard has 6 of 255.
 */
const LEAST_VISIBLE = 0.02;

/**
 * How sharp the sharpest half per cent of a photo is (Laplacian, of 0..1020). Measured with the same photographs, brought
 * to 640 pixels: sharp ones 36 and more, those blurred by four pixels 6 at the most. None of the sharp ones is taken for
 * a blurred one, with a quarter of their light neither; of the blurred ones dim ones pass.
 */
const LEAST_EDGE = 10;
const EDGE_SHARE = 0.005;
/** A dim photo has weak edges though it may be sharp: they are held against its own contrast too. */
const LEAST_EDGE_OF_CONTRAST = 0.06;

export interface Grey {
  /** Luminances, row by row. */
  pixels: Uint8Array;
  width: number;
  height: number;
}

/** Mean luminance, 0..255. */
export function brightnessOf({ pixels }: Grey): number {
  return Math.round(pixels.reduce((sum, one) => sum + one, 0) / Math.max(1, pixels.length));
}

/** What is wrong with a photo, the worst first; null: nothing. `grey` is the picture at up to 640 pixels. */
export function flawOf(original: { width: number; height: number }, grey: Grey): Flaw | null {
  if (Math.max(original.width, original.height) < LEAST_SIDE) return 'small';
  const visible = grey.pixels.reduce((count, one) => (one > VISIBLE ? count + 1 : count), 0);
  if (visible < LEAST_VISIBLE * grey.pixels.length) return 'dark';
  return isBlurred(grey) ? 'blurred' : null;
}

function isBlurred(grey: Grey): boolean {
  const edge = edgeOf(grey);
  return edge < LEAST_EDGE && edge <= LEAST_EDGE_OF_CONTRAST * contrastOf(grey.pixels);
}

/** The change of brightness from pixel to pixel that only `EDGE_SHARE` of the picture exceeds. */
function edgeOf({ pixels, width, height }: Grey): number {
  const counts = new Uint32Array(4 * 255 + 1);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const around =
        (pixels[at - 1] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at - width] ?? 0) + (pixels[at + width] ?? 0);
      const edge = Math.abs(4 * (pixels[at] ?? 0) - around);
      counts[edge] = (counts[edge] ?? 0) + 1;
    }
  return valueBelow(counts, 1 - EDGE_SHARE);
}

/** Between the darkest and the brightest hundredth. */
function contrastOf(pixels: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const pixel of pixels) counts[pixel] = (counts[pixel] ?? 0) + 1;
  return valueBelow(counts, 0.99) - valueBelow(counts, 0.01);
}

/** The least value that `share` of all counted do not exceed. */
function valueBelow(counts: Uint32Array, share: number): number {
  const wanted = share * counts.reduce((sum, one) => sum + one, 0);
  let passed = 0;
  for (const [value, count] of counts.entries()) {
    passed += count;
    if (passed >= wanted) return value;
  }
  return counts.length - 1;
}
