import sharp from 'sharp';

/** What a lamp shows of a yard: places in a picture of 1280 x 960, and how wide around them. */
interface Lamp {
  x: number;
  y: number;
  radius: number;
}

/** A scene of its own for each seed: rectangles of all sizes and colours, as sharp as a picture can be. */
export function scene(seed: number, size = { width: 1280, height: 960 }): string {
  const random = numbers(seed);
  const shapes = Array.from({ length: 60 }, () => {
    const [x, y, w, h] = [random() * 1280, random() * 960, 40 + random() * 400, 30 + random() * 300];
    const colour = `rgb(${[0, 0, 0].map(() => Math.floor(random() * 256)).join(',')})`;
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${colour}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 1280 960">
    <rect width="1280" height="960" fill="#889"/>${shapes.join('')}</svg>`;
}

/** The same scene at night: black but for what its lamps light, dim as a telephone sees it. */
export function nightScene(seed: number, lamps: readonly Lamp[]): string {
  const lights = lamps.map(
    ({ x, y, radius }) => `<circle cx="${x}" cy="${y}" r="${radius}" fill="url(#lamp)"/>`,
  );
  return scene(seed).replace(
    '</svg>',
    `<defs><radialGradient id="lamp"><stop offset="0" stop-color="#777"/><stop offset="1" stop-color="#000"/>
      </radialGradient><mask id="night"><rect width="1280" height="960" fill="#fff"/>${lights
        .join('')
        .replaceAll('url(#lamp)', '#000')
        .replaceAll('/>', ' opacity="0.7"/>')}</mask></defs>
      <rect width="1280" height="960" fill="#020203" mask="url(#night)"/></svg>`,
  );
}

export function jpeg(svg: string, quality = 88): Promise<Buffer> {
  return sharp(Buffer.from(svg)).jpeg({ quality }).toBuffer();
}

/** Numbers from 0 to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
