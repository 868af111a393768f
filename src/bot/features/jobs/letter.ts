import { encodeCallback, type Button, type CallbackOf } from '../../../domain/posts/index.js';
import { attemptsOf } from '../../../engine/jobs/index.js';
import { html, shorten } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { Job } from '../../../platform/prisma/index.js';
import { sqlOfPrisma } from '../../../platform/sql/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { showScreen } from '../../core/screen.js';

const PAYLOAD_LIMIT = 900;
const ERROR_LIMIT = 700;
const ATTEMPTS = 5;

/** One dead letter: what it was to do, how it was tried, and what can be done about it. */
export async function showDeadLetter(
  ctx: StaffContext,
  job: Job,
  deps: BotDeps,
  asksToDrop = false,
): Promise<void> {
  const { t, language } = ctx;
  const moment = (at: Date): string => formatMoment(at, deps.company.timezone, language);
  const attempts = (await attemptsOf(sqlOfPrisma(deps.prisma), job.id)).slice(-ATTEMPTS);
  await showScreen(ctx, {
    lines: [
      html`<b>⛔ ${job.kind} №${job.id}</b>`,
      t('job-made', { at: moment(job.createdAt) }),
      html`<pre>${shorten(JSON.stringify(job.payload, null, 1), PAYLOAD_LIMIT)}</pre>`,
      html`<b>${t('job-attempts', { count: job.attempts })}</b>`,
      ...attempts.map(
        ({ attempt, startedAt, outcome, error }) =>
          html`${attempt}. ${moment(startedAt)} · ${outcome}: <code>${shorten(error ?? '—', ERROR_LIMIT / ATTEMPTS)}</code>`,
      ),
      attempts.length === 0 && html`<code>${shorten(job.lastError ?? '—', ERROR_LIMIT)}</code>`,
      html`<i>${t('alert-correlation', { id: job.correlationId })}</i>`,
      asksToDrop && html`<b>⚠️ ${t('job-drop-ask')}</b>`,
    ],
    keyboard: keyboardOf(job, ctx, asksToDrop),
    back: { action: 'dead.list', page: 0 },
  });
}

function keyboardOf({ id, kind }: Job, { t }: StaffContext, asksToDrop: boolean): Button[][] {
  const press = (text: string, verb: CallbackOf<'dead'>['verb'], style?: 'primary' | 'danger'): Button => ({
    text,
    data: encodeCallback({ action: 'dead', jobId: String(id), verb }),
    style,
  });
  return asksToDrop
    ? [[press(t('button-drop-yes'), 'surely', 'danger')], [press(t('button-keep'), 'open')]]
    : [
        [press(t('button-retry'), 'retry', 'primary')],
        [press(t('button-retry-kind', { kind }), 'kind')],
        [press(t('button-drop'), 'drop', 'danger')],
      ];
}
