import { escapeXml, FONT_FAMILY } from '../../../platform/svg/index.js';

/** Readable on a phone in the dark, and apart for people who do not see red and green. */
export const colours = {
  ink: '#1f2937',
  faint: '#6b7280',
  ground: '#ffffff',
  empty: '#e5e7eb',
  strong: '#1d4ed8',
  soft: '#93c5fd',
  good: '#15803d',
  late: '#f59e0b',
  bad: '#b91c1c',
} as const;

export function text(
  x: number,
  y: number,
  content: string,
  style: { size: number; colour?: string; bold?: boolean; anchor?: 'start' | 'middle' | 'end' },
): string {
  const { size, colour = colours.ink, bold = false, anchor = 'start' } = style;
  return `<text x="${x}" y="${y}" font-family="${FONT_FAMILY}" font-size="${size}" font-weight="${bold ? 700 : 400}" fill="${colour}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
}

export function box(x: number, y: number, width: number, height: number, colour: string, radius = 0): string {
  return `<rect x="${x}" y="${y}" width="${Math.max(0, width)}" height="${Math.max(0, height)}" rx="${radius}" fill="${colour}"/>`;
}
