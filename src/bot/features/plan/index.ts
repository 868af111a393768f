import { carName, upcomingIssues } from '../../../domain/bookings/index.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import { html } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { showScreen } from '../../core/screen.js';

const BACK_MS = 12 * 3_600_000;
const AHEAD_MS = 24 * 3_600_000;
const BUTTONS = 8;

export function planFeature(deps: BotDeps): Feature {
  const show = (ctx: StaffContext): Promise<void> => showPlan(ctx, deps);
  return {
    commands: { plan: { permission: 'plan.see', place: 20, handle: show } },
    menu: [{ label: 'menu-plan', permission: 'plan.see', place: 10, open: show }],
  };
}

/** What has to be given out soon in the person's branches, each with the way into its checklist. */
async function showPlan(ctx: StaffContext, deps: BotDeps): Promise<void> {
  const { person, t, language } = ctx;
  const now = deps.clock.now().getTime();
  const branches = person.role === 'admin' || person.role === 'head' ? 'all' : person.branches;
  const issues = await upcomingIssues(
    deps.prisma,
    branches,
    new Date(now - BACK_MS),
    new Date(now + AHEAD_MS),
  );
  const rows = issues.map((view) => {
    const at =
      view.booking.startAt === null
        ? '—'
        : formatMoment(view.booking.startAt, deps.company.timezone, language);
    const branch = deps.company.branches[view.booking.branch]?.title ?? view.booking.branch;
    const place = view.booking.locationStart;
    return html`• <b>${at}</b> · ${[carName(view, t), branch, place].filter((part) => part !== null).join(' · ')}`;
  });
  await showScreen(ctx, {
    lines: [html`<b>${t('plan-title')}</b>`, ...(rows.length === 0 ? [t('plan-empty')] : rows)],
    keyboard: issues.slice(0, BUTTONS).map((view) => [
      {
        text: `${t('button-issue')} ${carName(view, t)}`,
        data: encodeCallback({ action: 'issue.start', bookingId: view.booking.id }),
      },
    ]),
  });
}
