import { formatWeekday } from '../../../platform/i18n/index.js';
import { dayNamed, type Reader } from '../../plan/index.js';
import type { Occupancy } from '../occupancy.js';
import { percent } from '../words.js';
import { box, colours, text } from './shapes.js';

const HEIGHT = 190;
const STEP = 78;
const WIDTH = 50;

/** A bar a day, the last of them in strong colour; a day that has not begun has none. */
export function occupancyBars(
  x: number,
  y: number,
  days: readonly { date: string; occupancy: Occupancy | null }[],
  reader: Reader,
): string {
  const strongest = days.findLastIndex(({ occupancy }) => occupancy !== null);
  const bottom = y + HEIGHT;
  const bars = days.map(({ date, occupancy }, n) => {
    const left = x + n * STEP;
    const middle = left + WIDTH / 2;
    const share = occupancy === null ? 0 : percent(occupancy.rented, occupancy.cars);
    const height = (HEIGHT * Math.min(share, 100)) / 100;
    const isStrong = n === strongest;
    return [
      box(left, y, WIDTH, HEIGHT, '#f3f4f6', 6),
      box(left, bottom - height, WIDTH, height, isStrong ? colours.strong : colours.soft, 6),
      text(middle, Math.max(bottom - height, y) - 8, occupancy === null ? '–' : `${share}%`, {
        ...{ size: 17, anchor: 'middle', bold: isStrong },
      }),
      text(middle, bottom + 26, weekday(date, reader), {
        ...{ size: 17, anchor: 'middle', bold: isStrong, colour: isStrong ? colours.ink : colours.faint },
      }),
    ];
  });
  return bars.flat().join('');
}

function weekday(date: string, { timezone, language }: Reader): string {
  const day = dayNamed(date, timezone);
  return day === null ? '' : formatWeekday(day.from, timezone, language);
}
