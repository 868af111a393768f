import type { CashFigure } from '../cash.js';
import { box, colours, text } from './shapes.js';

const WIDTH = 520;
const STEP = 58;
/** More currencies than these are rare; the caption has them all. */
const SHOWN = 3;

/** A bar a currency: how much of what was expected was handed in. */
export function cashBars(
  x: number,
  y: number,
  cash: readonly CashFigure[],
  words: { none: string; language: string },
): string {
  if (cash.length === 0) return text(x, y + 24, words.none, { size: 18, colour: colours.faint });
  const amount = new Intl.NumberFormat(words.language, { maximumFractionDigits: 0 });
  return cash
    .slice(0, SHOWN)
    .map(({ currency, collected, expected }, n) => {
      const top = y + n * STEP;
      const most = Math.max(collected, expected, 0);
      const filled = most === 0 ? 0 : (Math.max(0, collected) / most) * WIDTH;
      const isWhole = collected >= expected;
      const label = `${amount.format(collected / 100)} / ${amount.format(expected / 100)} ${currency}`;
      return [
        text(x, top + 18, label, { size: 18, bold: true }),
        box(x, top + 27, WIDTH, 16, colours.empty, 8),
        box(x, top + 27, filled, 16, isWhole ? colours.good : colours.late, 8),
      ].join('');
    })
    .join('');
}
