import type { Timeline, TimelineStep } from '../engine/pipelines/index.js';

const WIDTH = 960;
const LABELS = 250;
const CHART = WIDTH - LABELS - 20;
const TOP = 64;
const ROW = 26;
const BAR = 14;
/** A bar that can still be seen. */
const THINNEST = 2;
/** A for-each may have thousands of items. */
const MOST_ROWS = 300;
const LONGEST_LABEL = 34;
const TICKS = 5;

const COLOURS: Readonly<Record<string, string>> = {
  done: '#2e9e5b',
  failed: '#d64545',
  lost: '#e08a1e',
  cancelled: '#8a8f98',
  running: '#3b7dd8',
  waiting: '#b9a7e6',
  skipped: '#c9ced6',
};
const OTHER_COLOUR = '#c9ced6';

/** The steps of a run as bars over time (SVG): each attempt one, the waits between and after them pale. */
export function timelinePicture(run: Timeline, now: Date): string {
  const from = run.createdAt.getTime();
  const to = Math.max((run.finishedAt ?? now).getTime(), from + 1);
  const x = (at: Date): number =>
    LABELS + (CHART * Math.min(Math.max(at.getTime() - from, 0), to - from)) / (to - from);
  const shown = run.steps.slice(0, MOST_ROWS);
  const left = run.steps.length - shown.length;
  const height = TOP + shown.length * ROW + (left > 0 ? ROW : 0) + 16;
  const whose = run.route ?? `task ${run.taskId ?? ''}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img">`,
    `<title>${escape(`Run ${run.id}: ${run.state}`)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(12, 22, `${whose} · ${run.state} · ${duration(to - from)}`, { size: 15 }),
    text(12, 40, `${run.id} · ${run.cause} · ${run.createdAt.toISOString()}`, { fill: '#667' }),
    ...ticks(to - from, height),
    ...shown.flatMap((step, row) => rowOf(step, TOP + row * ROW, x, run.finishedAt ?? now)),
    ...(left > 0 ? [text(12, TOP + shown.length * ROW + 16, `and ${left} more`, { fill: '#667' })] : []),
    '</svg>',
  ].join('\n');
}

function rowOf(step: TimelineStep, y: number, x: (at: Date) => number, end: Date): string[] {
  const label = `${step.parent === null ? '' : '  '}${step.step} · ${step.uses}`;
  const told = [step.step, step.uses, step.state, step.error, step.waitsFor].filter((one) => one !== null);
  const attempts = step.attempts.map((one, index) => ({ one, next: step.attempts[index + 1] }));
  return [
    '<g>',
    `<title>${escape(told.join('\n'))}</title>`,
    text(12, y + 16, cut(label), { fill: step.state === 'failed' ? '#b02a2a' : '#223' }),
    ...attempts.flatMap(({ one, next }) => [
      bar(x(one.startedAt), x(one.finishedAt ?? end), y, one.outcome),
      ...(next !== undefined && one.finishedAt !== null
        ? [bar(x(one.finishedAt), x(next.startedAt), y, 'waiting')]
        : []),
    ]),
    ...waitOf(step, y, x, end),
    ...(step.attempts.length === 0 ? [text(LABELS, y + 16, step.state, { fill: '#889' })] : []),
    '</g>',
  ];
}

/** What follows the last attempt: the step waits, or waited until it ended. */
function waitOf(step: TimelineStep, y: number, x: (at: Date) => number, end: Date): string[] {
  const last = step.attempts.at(-1)?.finishedAt;
  if (last === undefined || last === null) return [];
  const until = step.finishedAt ?? (step.state === 'waiting' ? end : last);
  return until > last && step.waitsFor !== null ? [bar(x(last), x(until), y, 'waiting')] : [];
}

function bar(from: number, to: number, y: number, what: string): string {
  const width = Math.max(to - from, THINNEST).toFixed(1);
  const colour = COLOURS[what] ?? OTHER_COLOUR;
  return `<rect class="${escape(what)}" x="${from.toFixed(1)}" y="${y + 5}" width="${width}" height="${BAR}" rx="2" fill="${colour}"/>`;
}

function ticks(lengthMs: number, height: number): string[] {
  return Array.from({ length: TICKS }, (_, tick) => {
    const x = LABELS + (CHART * tick) / (TICKS - 1);
    const anchor = tick === TICKS - 1 ? 'end' : 'start';
    return [
      `<line x1="${x}" y1="${TOP - 4}" x2="${x}" y2="${height - 8}" stroke="#e6e8ee"/>`,
      text(x, TOP - 8, duration((lengthMs * tick) / (TICKS - 1)), { fill: '#889', anchor }),
    ];
  }).flat();
}

function text(
  x: number,
  y: number,
  content: string,
  { size = 12, fill = '#223', anchor = 'start' }: { size?: number; fill?: string; anchor?: string } = {},
): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" text-anchor="${anchor}" xml:space="preserve">${escape(content)}</text>`;
}

function cut(label: string): string {
  const letters = [...label];
  return letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join('')}…` : label;
}

const MINUTE_MS = 60_000;

function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < MINUTE_MS) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 60 * MINUTE_MS) return `${(ms / MINUTE_MS).toFixed(1)} min`;
  return `${(ms / (60 * MINUTE_MS)).toFixed(1)} h`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Texts come from outside. What XML cannot hold at all is left out. */
function escape(content: string): string {
  return content
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '');
}
