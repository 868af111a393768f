import { html, shorten, type Html } from '../../../kernel/html.js';
import { formatMoment, type Language, type Translate } from '../../../platform/i18n/index.js';
import type { Run, Task } from '../../../platform/prisma/index.js';

const EXPRESSION_LIMIT = 300;
const ERROR_LIMIT = 120;

/** How somebody is told of schedules: their language, and the company's zone. */
export interface Reader {
  t: Translate;
  language: Language;
  timezone: string;
  now: Date;
}

export function isSnoozed(task: Task, now: Date): boolean {
  return task.snoozedUntil !== null && task.snoozedUntil > now;
}

export function stateSign(task: Task, now: Date): string {
  switch (task.state) {
    case 'paused':
      return '⏸';
    case 'cancelled':
      return '🛑';
    case 'ended':
      return '🏁';
    default:
      if (task.version === 0) return '📝';
      if (isSnoozed(task, now)) return '😴';
      return task.failures > 0 ? '⚠️' : '▶️';
  }
}

export function stateWords(task: Task, { t, language, timezone, now }: Reader): string {
  switch (task.state) {
    case 'paused':
      return t('schedule-paused');
    case 'cancelled':
      return t('schedule-cancelled');
    case 'ended':
      return t('schedule-ended');
    default:
      if (task.version === 0) return t('schedule-draft');
      return isSnoozed(task, now) && task.snoozedUntil !== null
        ? t('schedule-snoozed', { until: formatMoment(task.snoozedUntil, timezone, language) })
        : t('schedule-active');
  }
}

/** When it runs, as it was written: people who change it see what they change. */
export function expressionWords(task: Task, { t }: Reader): Html {
  if (task.scheduleKind === 'event') return html`${t('schedule-on-event', { topic: task.scheduleExpr })}`;
  return html`<code>${shorten(task.scheduleExpr, EXPRESSION_LIMIT)}</code>`;
}

const runSigns: Readonly<Record<string, string>> = {
  queued: '⏳',
  running: '⏳',
  paused: '⏸',
  done: '✅',
  failed: '❌',
  cancelled: '🚫',
  skipped: '⤼',
};

export function runLine(run: Run, { language, timezone }: Reader): Html {
  const at = formatMoment(run.startedAt ?? run.createdAt, timezone, language);
  const why = run.error === null ? null : html` — ${shorten(run.error, ERROR_LIMIT)}`;
  return html`${runSigns[run.state] ?? '•'} ${at}${why ?? ''}`;
}
