import sharp from 'sharp';

/** Of one half, px. Both together stay far below what Telegram scales a photo down to. */
const SIDE = 900;
const FRAME = 12;
const GAP = 24;

/** No words in the picture: a font that has Georgian letters is not to be counted on. Grey is then, red is now. */
const THEN = '#9aa0a6';
const NOW = '#d93025';

/** A JPEG with what was there at the issue on the left and what is there now on the right. Throws for what is no picture. */
export async function besideEachOther(before: Uint8Array, after: Uint8Array): Promise<Buffer> {
  const [left, right] = await Promise.all([half(before, THEN), half(after, NOW)]);
  return sharp({
    create: { width: 2 * SIDE + GAP, height: SIDE, channels: 3, background: '#ffffff' },
  })
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: SIDE + GAP, top: 0 },
    ])
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** The whole photo, upright, in a square with a frame of the colour. */
function half(photo: Uint8Array, colour: string): Promise<Buffer> {
  const inner = SIDE - 2 * FRAME;
  return (
    sharp(photo)
      // As the camera was held.
      .rotate()
      .resize(inner, inner, { fit: 'contain', background: '#202124' })
      .extend({ top: FRAME, bottom: FRAME, left: FRAME, right: FRAME, background: colour })
      .png({ compressionLevel: 1 })
      .toBuffer()
  );
}
