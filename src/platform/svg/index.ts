import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';

const require = createRequire(import.meta.url);

/** Latin, Cyrillic and Georgian; a machine need not have any font. It lacks ₾, so pictures say GEL. */
const FONT_FILES = [
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
];

/** The one family that a drawing can use. */
export const FONT_FAMILY = 'DejaVu Sans';

/** Draws an SVG as PNG, `scale` times as large as it says. Texts in it are of `FONT_FAMILY`, normal or bold. */
export async function renderSvg(svg: string, scale = 1): Promise<Buffer> {
  const picture = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: FONT_FAMILY },
  });
  return picture.asPng();
}

/** Text as it stands in an SVG. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
