import { encodeCallback } from '../../../domain/posts/index.js';
import { html, lines, type Html } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { showScreen } from '../../core/screen.js';
import { readHealth, type Health } from './read.js';

/** From here on something that waits is shown as late. */
const LATE_SECONDS = 60;

/** `/health`: whether everything works and what waits, for admins on the way. */
export function healthFeature(deps: BotDeps): Feature {
  const permission = 'health.see';
  const show = (ctx: StaffContext): Promise<void> => showHealth(ctx, deps);
  return {
    commands: { health: { permission, place: 70, handle: show } },
    menu: [{ label: 'menu-health', permission, place: 76, open: show }],
    presses: { health: { permission, handle: show } },
  };
}

async function showHealth(ctx: StaffContext, deps: BotDeps): Promise<void> {
  const { t, language } = ctx;
  const { company } = deps;
  const health = await readHealth(deps.prisma);
  const moment = (at: Date): string => formatMoment(at, company.timezone, language);
  const late = health.oldestReadySeconds > LATE_SECONDS;
  const troubled = late || health.dead > 0 || health.lateSchedules > 0 || health.lacking.length > 0;
  await showScreen(ctx, {
    lines: [
      html`<b>${troubled ? '🟠' : '🟢'} ${t(troubled ? 'health-troubled' : 'health-fine')}</b>`,
      sign(true, t('health-database', { ms: health.databaseMs })),
      sign(!late, t('health-queue', { count: health.ready, seconds: health.oldestReadySeconds })),
      sign(health.dead === 0, t('health-dead', { count: health.dead })),
      sign(health.quarantined === 0, t('health-quarantined', { count: health.quarantined })),
      sign(health.lateSchedules === 0, t('health-schedules', { count: health.lateSchedules })),
      ...lanesOf(health, ctx, deps),
      ...Object.values(company.branches)
        .filter(({ chatId }) => health.lacking.includes(chatId))
        .map(({ title }) => sign(false, t('health-rights', { branch: title }))),
      '',
      html`<b>${t('health-heard')}</b>`,
      ...health.heard.map(({ source, at }) => html`• ${source}: ${moment(at)}`),
      html`<i>${t('health-as-of', { at: moment(deps.clock.now()) })}</i>`,
    ],
    keyboard: [[{ text: `🔄 ${t('button-again')}`, data: encodeCallback({ action: 'health' }) }]],
  });
}

/** Ways out of Telegram that hold something back. */
function lanesOf({ lanes }: Health, { t }: StaffContext, { company }: BotDeps): Html[] {
  if (lanes.length === 0) return [sign(true, t('health-outbox-empty'))];
  return lanes.map(({ lane, count, pausedSeconds }) => {
    const branch = lane.replace(/^telegram:/, '');
    const name = company.branches[branch]?.title ?? lane;
    return lines(
      sign(pausedSeconds === 0, t('health-lane', { name, count })),
      pausedSeconds > 0 && html`   ⏳ ${t('health-lane-paused', { seconds: pausedSeconds })}`,
    );
  });
}

function sign(good: boolean, text: string): Html {
  return html`${good ? '✅' : '⚠️'} ${text}`;
}
