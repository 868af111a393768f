import { encodeCallback } from '../../../domain/posts/index.js';
import { html, shorten } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { pageNumber, pageOf, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';

const PAGE = 8;
const ERROR_LIMIT = 90;
const LABEL_LIMIT = 50;

/** How much waits and runs, which kinds are paused, and the dead letters, newest first; each opens its page. */
export async function showDeadLetters(ctx: StaffContext, wanted: number, deps: BotDeps): Promise<void> {
  const { t, language } = ctx;
  const { prisma, company } = deps;
  const states = await prisma.job.groupBy({ by: ['state'], _count: true });
  const count = (...names: string[]): number =>
    states.filter(({ state }) => names.includes(state)).reduce((sum, one) => sum + one._count, 0);
  const paused = await prisma.jobKind.findMany({
    where: { pausedAt: { not: null } },
    orderBy: { kind: 'asc' },
  });
  const total = count('dead');
  const { page, pages, skip } = pageOf(total, PAGE, wanted);
  const dead = await prisma.job.findMany({
    where: { state: 'dead' },
    orderBy: { id: 'desc' },
    skip,
    take: PAGE,
  });
  await showScreen(ctx, {
    lines: [
      html`<b>⚙️ ${t('jobs-title')}</b>`,
      t('jobs-counts', {
        running: count('running'),
        ready: count('ready', 'queued'),
        waiting: count('waiting'),
      }),
      paused.length > 0 && html`⏸ ${t('jobs-paused', { kinds: paused.map(({ kind }) => kind).join(', ') })}`,
      '',
      total === 0
        ? html`✅ ${t('jobs-none-dead')}`
        : html`<b>⛔ ${t('jobs-dead', { count: total })}</b>${pageNumber(page, pages)}`,
      ...dead.map(
        (job) =>
          html`• ${job.kind} · ${formatMoment(job.createdAt, company.timezone, language)}: <i>${shorten(job.lastError ?? '—', ERROR_LIMIT)}</i>`,
      ),
    ],
    keyboard: [
      ...dead.map((job) => [
        {
          text: shorten(`${job.kind} №${job.id}`, LABEL_LIMIT),
          data: encodeCallback({ action: 'dead', jobId: String(job.id), verb: 'open' }),
        },
      ]),
      turning(page, pages, (to) => ({ action: 'dead.list', page: to })),
    ],
  });
}
