import { box, colours, text } from './shapes.js';

export interface Slice {
  count: number;
  colour: string;
  label: string;
}

const RADIUS = 74;
const THICKNESS = 26;

/** A ring of slices with a text in its middle, and beside it what each colour means. */
export function ring(x: number, y: number, slices: readonly Slice[], middle: string): string {
  const total = slices.reduce((sum, { count }) => sum + count, 0);
  const around = 2 * Math.PI * RADIUS;
  const [centreX, centreY] = [x + RADIUS + THICKNESS / 2, y + RADIUS + THICKNESS / 2];
  let turned = 0;
  const arcs = slices.map(({ count, colour }) => {
    const length = total === 0 ? 0 : (count / total) * around;
    const arc = circle(
      centreX,
      centreY,
      colour,
      `stroke-dasharray="${length} ${around - length}" stroke-dashoffset="${-turned}" transform="rotate(-90 ${centreX} ${centreY})"`,
    );
    turned += length;
    return length === 0 ? '' : arc;
  });
  const legend = slices.map(({ count, colour, label }, n) => {
    const line = y + 34 + n * 34;
    const left = x + 2 * RADIUS + THICKNESS + 28;
    return box(left, line - 14, 16, 16, colour, 4) + text(left + 26, line, `${count} ${label}`, { size: 17 });
  });
  return [
    circle(centreX, centreY, colours.empty, ''),
    ...arcs,
    text(centreX, centreY + 11, middle, { size: 32, bold: true, anchor: 'middle' }),
    ...legend,
  ].join('');
}

function circle(x: number, y: number, colour: string, more: string): string {
  return `<circle cx="${x}" cy="${y}" r="${RADIUS}" fill="none" stroke="${colour}" stroke-width="${THICKNESS}" ${more}/>`;
}
