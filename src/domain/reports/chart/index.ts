import { shorten } from '../../../kernel/html.js';
import { renderSvg } from '../../../platform/svg/index.js';
import type { Reader } from '../../plan/index.js';
import type { Figures } from '../figures.js';
import { spanName } from '../words.js';
import { cashBars } from './cash-bars.js';
import { occupancyBars } from './occupancy-bars.js';
import { ring, type Slice } from './ring.js';
import { box, colours, text } from './shapes.js';

const SIZE = { width: 1_120, height: 640 };
const TITLE_LIMIT = 44;

/** The report as a picture (PNG, 1680 × 960): occupancy of seven days, handovers, cash, incidents and reminders. */
export function reportPicture(figures: Figures, branchTitle: string, reader: Reader): Promise<Buffer> {
  return renderSvg(reportSvg(figures, branchTitle, reader), 1.5);
}

export function reportSvg(figures: Figures, branchTitle: string, reader: Reader): string {
  const { t, language } = reader;
  const { handovers, cash, incidents, missedReminders } = figures;
  const heading = { size: 20, bold: true };
  const total = handovers.issue.planned + handovers.return.planned;
  const onTime = handovers.issue.onTime + handovers.return.onTime;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}">`,
    box(0, 0, SIZE.width, SIZE.height, colours.ground),
    text(40, 62, shorten(branchTitle, TITLE_LIMIT), { size: 34, bold: true }),
    text(SIZE.width - 40, 62, spanName(figures.span, reader), {
      ...{ size: 24, colour: colours.faint, anchor: 'end' },
    }),
    box(40, 84, SIZE.width - 80, 2, colours.empty),
    text(40, 132, t('chart-occupancy'), heading),
    occupancyBars(40, 176, figures.week, reader),
    text(640, 132, t('chart-handovers'), heading),
    ring(640, 170, slicesOf(figures, reader), `${onTime}/${total}`),
    text(40, 452, t('chart-cash'), heading),
    cashBars(40, 472, cash, { none: t('chart-no-cash'), language }),
    tile(640, 428, incidents.openNow, t('chart-incidents', { count: incidents.openNow })),
    tile(640, 526, missedReminders, t('chart-reminders', { count: missedReminders })),
    '</svg>',
  ].join('');
}

function slicesOf({ handovers: { issue, return: back } }: Figures, { t }: Reader): Slice[] {
  const late = issue.late + back.late;
  const missing = issue.missing + back.missing;
  const onTime = issue.onTime + back.onTime;
  const toCome = issue.planned + back.planned - onTime - late - missing;
  return [
    { count: onTime, colour: colours.good, label: t('chart-on-time') },
    { count: late, colour: colours.late, label: t('chart-late') },
    { count: missing, colour: colours.bad, label: t('chart-missing') },
    { count: toCome, colour: '#9ca3af', label: t('chart-to-come') },
  ];
}

function tile(x: number, y: number, count: number, label: string): string {
  const colour = count === 0 ? colours.good : colours.bad;
  return [
    box(x, y, SIZE.width - 40 - x, 84, '#f9fafb', 12),
    box(x, y, 8, 84, colour, 4),
    text(x + 36, y + 56, String(count), { size: 38, bold: true, colour }),
    text(x + 120, y + 51, label, { size: 19 }),
  ].join('');
}
